"""Scripts that make the entailment model: data, fine-tuning, calibration, export. Not part of the wheel."""
