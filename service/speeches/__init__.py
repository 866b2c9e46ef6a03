"""Speeches: facts first, then paragraph units of our own, to the length asked; every figure traced.

- composing.compose(values) -> Speech: `values` as `service.drafting.fields.validate` gives them
- checks.check_speech(speech, values) -> list[str]: what is wrong, empty when all is well
- trace.trace(speech, values) -> dict: where each figure, quotation and passage comes from
- registry_facts.registry_facts(registry, *, today, plan=0, target=0, named=False): for `registry_facts`
- prepare.prepare, prepare.companions: what `service.drafting` calls
"""
