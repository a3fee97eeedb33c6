"""What stands around a mask, and between two masks, as features."""
