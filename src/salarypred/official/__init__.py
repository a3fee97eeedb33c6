"""Official pay: figures by occupation, region and age, national scales, and adverts that name them.

The data and their licence are described in ``data/ATTRIBUTION.md``.
"""
