"""Scripts that make the entailment model: pairs, fine-tuning, calibration, export. Not part of the wheel."""
