"""What people decide: signatures, refusals to publish and exceptions."""
