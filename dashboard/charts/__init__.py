"""Pictures made from frames: one public function a picture."""
