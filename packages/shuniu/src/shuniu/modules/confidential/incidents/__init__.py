"""泄密事件: told, contained, reported within the day, dealt with (BM-04)."""
