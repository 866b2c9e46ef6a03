"""Language: normalisation, segmentation, sound, shape, meaning, judgement of names. Pure."""
