"""Read a dump of pages on Spark and write the rows as Parquet.

    spark-submit examples/spark_job.py dump/*.parquet rows/ --html-column content --url-column link
    spark-submit --master 'local[*]' examples/spark_job.py dump.jsonl rows/
    spark-submit --master yarn --deploy-mode cluster --archives environment.tar.gz#environment \\
        --conf spark.pyspark.python=./environment/bin/python examples/spark_job.py s3a://bucket/dump/ s3a://bucket/rows/

newsextract has to be installed on every worker; `spark.pyspark.python` (or PYSPARK_PYTHON) names its
interpreter. On one machine it is the one that runs this file.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import PurePosixPath

from pyspark.sql import DataFrame, SparkSession

import newsextract.spark
from newsextract.records import Limits

READERS = {".parquet": "parquet", ".jsonl": "json", ".ndjson": "json", ".json": "json", ".csv": "csv"}
SETTINGS = {
    # Pages are large: few of them at a time keep the memory of the Python workers small.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "200",
    # Spark's own default is a form without a time zone, which other readers take for local time.
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}


def main() -> int:
    given = arguments()
    # Without this the workers of a local run take whatever python3 the system has.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("newsextract")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    pages = read_pages(spark, given.input, given.format)
    if given.partitions:
        pages = pages.repartition(given.partitions)
    rows = newsextract.spark.extract(
        pages,
        html=given.html_column,
        text=given.text_column,
        url=given.url_column,
        title=given.title_column,
        date=given.date_column,
        id=given.id_column,
        limits=Limits(max_seconds=given.timeout),
    )
    rows.write.mode("overwrite" if given.overwrite else "errorifexists").parquet(given.output)
    report(spark.read.parquet(given.output))
    spark.stop()
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("input", nargs="+", help="files or folders with a page a row")
    parser.add_argument("output", help="a folder for Parquet files")
    parser.add_argument(
        "--format", choices=sorted(set(READERS.values())), help="of the input, if not by its name"
    )
    for meaning in ("html", "text", "url", "title", "date", "id"):
        parser.add_argument(f"--{meaning}-column", metavar="NAME")
    parser.add_argument("--partitions", type=int, help="spread the pages over so many tasks")
    parser.add_argument("--timeout", type=float, default=20.0, help="seconds a page may take")
    parser.add_argument("--overwrite", action="store_true")
    return parser.parse_args()


def read_pages(spark: SparkSession, paths: list[str], format: str | None) -> DataFrame:
    chosen = format or READERS.get(PurePosixPath(paths[0]).suffix, "parquet")
    options = {"header": "true", "multiLine": "true", "escape": '"'} if chosen == "csv" else {}
    return spark.read.format(chosen).options(**options).load(paths)


def report(rows: DataFrame) -> None:
    """Print how many pages gave a record, and why others did not."""
    for reason, count in sorted(rows.groupBy("error.type").count().collect(), key=lambda row: -row[1]):
        print(f"{count:>12,}  {reason or 'records'}")


if __name__ == "__main__":
    sys.exit(main())
