"""Office files: advert documents of Word and PDF, and workbooks of Excel, as optional extras."""
