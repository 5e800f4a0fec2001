"""Search over matters: bigrams made by the app, on both databases, newest first, only what one may see."""
