"""Score the library on hand-annotated documents against the floors in floors.toml, which only rise.

    python benchmarks/evaluate.py             print every figure beside its floor; exit 1 below a floor
    python benchmarks/evaluate.py --update    raise the floors to what was reached (never lowers one)
    python benchmarks/evaluate.py --errors 5  also print up to 5 errors of each kind

The documents stand in ../shared/eval beside the project; without them there is nothing to score.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from types import ModuleType

import eval_money
import eval_names
import eval_speakers

HERE = Path(__file__).parent
EVAL = HERE.parent.parent / "shared" / "eval"
FLOORS = HERE / "floors.toml"
SCORED_SETS = ("seed", "dev")


def main() -> int:
    options = parse_arguments()
    if not EVAL.is_dir():
        print(f"nothing to score: {EVAL} is not there (the annotated documents are not part of the project)")
        return 0
    figures = measure(options.errors)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    below = [name for name, floor in floors.items() if figures.get(name, Decimal(0)) < Decimal(str(floor))]
    for name, figure in figures.items():
        floor = floors.get(name)
        print(f"{'BELOW ' if name in below else '      '}{name:48} {figure:8}   floor {floor}")
    if options.update:
        raise_floors(figures, floors)
    if below:
        print(f"{len(below)} below the floor: {', '.join(below)}")
    return 1 if below else 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="raise the floors to the figures reached")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print up to N errors of each kind"
    )
    return parser.parse_args()


def measure(errors_shown: int) -> dict[str, Decimal]:
    """Every figure by name; higher is better (losses are counted as negative numbers)."""
    score = load_score()
    figures: dict[str, float] = {}
    for name in SCORED_SETS:
        gold = score.load(str(EVAL / f"{name}.gold.jsonl"))
        result, errors = score.evaluate(gold, extract_all(EVAL / f"{name}.input.jsonl"))
        figures |= flatten(name, result)
        figures[f"{name} speakers given that are right"] = right_when_given(result, errors)
        for kind, rows in errors.items():
            for row in rows[:errors_shown]:
                print(f"[{name} {kind}] {row}")
    part_scores: tuple[Callable[[], dict[str, float]], ...] = (
        eval_money.scores,
        eval_names.scores,
        eval_speakers.scores,
    )
    for scores in part_scores:
        figures |= scores()
    return {name: Decimal(str(round(value, 4))) for name, value in figures.items()}


def load_score() -> ModuleType:
    """The scorer that stands beside the documents."""
    spec = importlib.util.spec_from_file_location("score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extract_all(path: Path) -> dict[str, dict[str, object]]:
    """Rows by id, as `newsextract batch` writes them."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "records.jsonl"
        command = [sys.executable, "-m", "newsextract", "batch", str(path), "-o", str(output), "--quiet"]
        if subprocess.run(command, check=False).returncode not in (0, 1):  # 1: some pages failed
            sys.exit(f"newsextract batch could not read {path}")
        rows = map(json.loads, output.read_text(encoding="utf-8").splitlines())
        return {row["id"]: row for row in rows}


def flatten(name: str, result: dict[str, dict[str, float]]) -> dict[str, float]:
    figures = {f"{name} {kind} F1": row["F1"] for kind, row in result.items() if "F1" in row}
    lines = result["lines"]
    figures[f"{name} body lines lost"] = -lines.get("body lost", 0)
    figures[f"{name} boilerplate lines left"] = -lines.get("boilerplate left", 0)
    return figures


def right_when_given(result: dict[str, dict[str, float]], errors: dict[str, list[str]]) -> float:
    """Of the speakers that were given a name, the share whose name is right (no name is not counted)."""
    right = result["speaker"]["tp"]
    wrong = sum(not row.endswith("got None") for row in errors["speaker"])
    return right / (right + wrong) if right + wrong else 1.0


def raise_floors(figures: dict[str, Decimal], floors: dict[str, float]) -> None:
    """Write the higher of floor and figure, rounded down to three places."""
    raised = {
        name: max(figure.quantize(Decimal("0.001"), ROUND_FLOOR), Decimal(str(floors.get(name, "-1000000"))))
        for name, figure in figures.items()
    }
    kept = {name: Decimal(str(floor)) for name, floor in floors.items() if name not in raised}
    comment = "# Floors of `make eval`: a figure below its floor fails the run. They only rise.\n"
    lines = [f'"{name}" = {floor.normalize():f}\n' for name, floor in (raised | kept).items()]
    FLOORS.write_text(comment + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
