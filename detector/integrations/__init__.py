"""Steps for pipelines that other people run: datatrove, Spark, Polars.

Each module needs the package that it is named after; none is imported by anything else.
"""
