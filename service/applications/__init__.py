"""Application materials: from what units send to what an office files, judges and publishes.

reading     JSON, workbooks, filled-in forms, folders → records with everything not understood
checks      one record: elements, dates, leader, figures, claims, lengths
comparing   all records: like names, copied text, brands named before
digests     a digest of the applicant's own sentences
summary     table rows and report data; judging, notices: scores, winners
batch       the kind of batch
"""
