"""Scikit-learn estimators and measures that know nothing of adverts."""
