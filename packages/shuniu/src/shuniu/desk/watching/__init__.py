"""What a machine asks about the product: does it live, is it ready, how is it doing; and which statements are slow.

/healthz, /readyz and /metrics are answered by the outermost middleware: before sessions, host names and pages, so that
they answer when those do not.
"""
