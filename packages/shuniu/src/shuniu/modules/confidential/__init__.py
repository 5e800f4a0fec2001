"""保密: what is kept of confidential paper, of incidents, of what is published and of who leaves."""
