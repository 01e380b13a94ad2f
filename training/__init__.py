"""Scripts that make the entailment model: data, generator, fine-tuning, calibration, export. Not in the wheel."""
