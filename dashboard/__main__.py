"""The command line: build, template, check, publish, reread, archive, export."""

import argparse
import getpass
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from itertools import count
from pathlib import Path

from dashboard.catalogue.findings import SEVERITIES, Finding, gravest_first, severities
from dashboard.catalogue.reference import Reference, data_folder, load, unit_named
from dashboard.exports import (
    annex_excel,
    annex_word,
    printing,
    profiles_html,
    talk_html,
    talk_powerpoint,
)
from dashboard.pictures import common
from dashboard.store import archive, build, checking, database, publishing, rereading
from dashboard.talk import storyboard, talks
from dashboard.talk.storyboard import Storyboard
from dashboard.words import tables
from dashboard.workbook import completeness, files, marking, writing, zeros
from dashboard.workbook.grids import UnreadableError
from dashboard.workbook.reading import Workbook

DONE, REFUSED, UNREADABLE = 0, 1, 2
TALKS = {"html": talk_html.html, "pdf": talk_html.pdf, "pptx": talk_powerpoint.pptx}
ANNEXES = {"xlsx": annex_excel.xlsx, "docx": annex_word.docx, "profiles": profiles_html.html}


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """Read the words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    builds = commands.add_parser("build", help="tổng hợp số liệu thành bản mới")
    builds.add_argument("--data", type=Path, default=data_folder(), help="thư mục dữ liệu")
    builds.add_argument("--to", type=Path, help="chỉ ghi ra tệp này, không thay bản đang dùng")
    builds.add_argument("--if-stale", action="store_true", help="chỉ tổng hợp khi nguồn đã đổi")
    templates = commands.add_parser("template", help="tạo biểu mẫu của một đơn vị")
    templates.add_argument("unit", help="mã hoặc tên đơn vị")
    templates.add_argument("--to", type=Path, required=True, help="tệp .xlsx sẽ ghi")
    checks = commands.add_parser("check", help="kiểm tra biểu, không thay đổi gì")
    checks.add_argument("files", nargs="+", type=Path)
    checks.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    checks.add_argument("--marked", type=Path, help="thư mục ghi biểu đã đánh dấu")
    checks.add_argument(
        "--fill-zero",
        type=Path,
        metavar="DIR",
        help="thư mục ghi biểu đã điền 0 vào các ô còn trống",
    )
    checks.add_argument(
        "--sheet",
        action="append",
        default=[],
        help="biểu được điền 0 (lặp lại được); không ghi: mọi ô có thể hiểu là 0",
    )
    publishes = commands.add_parser("publish", help="kiểm tra và công bố biểu, tất cả hoặc không")
    publishes.add_argument("files", nargs="+", type=Path)
    publishes.add_argument("--note", default="", help="giải trình, lưu cùng kết quả kiểm tra")
    publishes.add_argument("--by", default=getpass.getuser(), help="người công bố")
    publishes.add_argument(
        "--incomplete",
        action="store_true",
        help="xác nhận phần số liệu còn thiếu (trống từ một nửa biểu trở lên) và vẫn công bố",
    )
    rereads = commands.add_parser("reread", help="đọc lại kho lưu trữ, báo những gì khác")
    rereads.add_argument("--apply", action="store_true", help="thay bản đọc cũ rồi tổng hợp lại")
    archives = commands.add_parser("archive", help="xuất toàn bộ kho lưu trữ ra một tệp .zip")
    archives.add_argument("--to", type=Path, required=True, help="tệp .zip sẽ ghi")
    exports = commands.add_parser("export", help="xuất tệp mang đi: trình chiếu, phụ lục, hồ sơ")
    exports.add_argument("kind", choices=[*TALKS, *ANNEXES], help="loại tệp")
    exports.add_argument("--to", type=Path, required=True, help="tệp sẽ ghi")
    exports.add_argument("--storyboard", type=Path, help="tệp kịch bản (.json)")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code."""
    asked = arguments(words)
    commands = {
        "build": run_build,
        "template": run_template,
        "check": run_check,
        "publish": run_publish,
        "reread": run_reread,
        "archive": run_archive,
        "export": run_export,
    }
    return commands[asked.command](asked)


def run_build(asked: argparse.Namespace) -> int:
    """Build the snapshot: 0 built, 1 refused and nothing changed."""
    try:
        if asked.if_stale:
            build.refresh(asked.data)
            return DONE
        built = build.build(asked.data, to=asked.to, progress=True)
    except build.RefusedError as refused:
        print(f"Không tổng hợp được, bản đang dùng giữ nguyên:\n{refused}", file=sys.stderr)
        return REFUSED
    for finding in built.unread:
        print(f"Bỏ qua biểu minh hoạ: {finding.message}", file=sys.stderr)
    print(
        f"Đã tổng hợp {built.units} đơn vị ({built.illustrative_units} đơn vị dùng số liệu minh "
        f"hoạ), {built.observations} ô, {built.findings} phát hiện → {built.snapshot.name}"
    )
    return DONE


def run_template(asked: argparse.Namespace) -> int:
    """Write the workbook of a unit: 0 written, 1 unknown unit."""
    reference = load(data_folder())
    unit = unit_named(reference, asked.unit)
    if unit is None:
        names = ", ".join(each.short_name for each in reference.units.values())
        print(f"Không có đơn vị “{asked.unit}”. Các đơn vị: {names}.", file=sys.stderr)
        return REFUSED
    writing.write(unit.unit_code, asked.to, reference=reference)
    print(f"Đã ghi biểu mẫu của {unit.name}: {asked.to}")
    return DONE


def run_check(asked: argparse.Namespace) -> int:
    """Check workbooks: 0 acceptable, 1 errors, 2 cannot be read."""
    reference = load(data_folder())
    found, readable, code = [], [], DONE
    for file in asked.files:
        try:
            checked = checking.check(file, reference=reference)
        except UnreadableError as unreadable:
            findings, code = [unreadable.finding], UNREADABLE
            said = f"{file.name}: không đọc được tệp này; chưa kiểm tra được số liệu"
        else:
            findings = gravest_first(checked.findings)
            said = verdict_on(checked, reference)
            readable.append((file, checked.workbook, findings))
        found += findings
        if code == DONE and any(finding.severity == "error" for finding in findings):
            code = REFUSED
        if not asked.json:
            print("\n".join([said, *listed(findings)]))
    if asked.json:
        print(json.dumps([asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    if asked.marked is not None and not write_marked(readable, asked.marked):
        code = code or REFUSED
    if asked.fill_zero is not None and not write_filled(
        readable, asked.fill_zero, asked.sheet, reference
    ):
        code = code or REFUSED
    return code


def verdict_on(checked: checking.Checked, reference: Reference) -> str:
    """Say in a sentence what came of checking a workbook."""
    workbook = checked.workbook
    unit = reference.units[workbook.cover.unit_code]
    found = severities(checked.findings)
    held = completeness.of(workbook)
    return f"{workbook.file_name}: {completeness.verdict(unit.name, found, held)}"


def listed(findings: Sequence[Finding]) -> list[str]:
    """Give how many findings of each severity there are, and a line a finding, gravest first."""
    if not findings:
        return ["Không có phát hiện nào."]
    counts = Counter(severities(findings))
    names = tables.SEVERITIES
    summary = ", ".join(f"{names[severity]}: {counts[severity]}" for severity in SEVERITIES)
    lines = [f"{names[finding.severity]} {finding.rule} {finding.message}" for finding in findings]
    return [summary, *lines]


Readable = Sequence[tuple[Path, Workbook, Sequence[Finding]]]


def write_marked(checked: Readable, folder: Path) -> bool:
    """Write senders' workbooks with their findings marked; tell whether all were written."""
    contents = ((file, partial(marked, file, findings)) for file, _, findings in checked)
    return write_returned(contents, folder, "biểu đã đánh dấu")


def marked(file: Path, findings: Sequence[Finding]) -> bytes:
    """Give a sender's workbook with its findings marked."""
    return marking.mark(files.content_of(file), findings, file_name=file.name)


def write_filled(
    checked: Readable, folder: Path, sheets: Sequence[str], reference: Reference
) -> bool:
    """Write the senders' own workbooks with 0 in blank cells, of the sheets named or of all."""
    contents = (
        (file, partial(filled, file, workbook, sheets, reference)) for file, workbook, _ in checked
    )
    return write_returned(contents, folder, "biểu đã điền 0")


def filled(file: Path, workbook: Workbook, sheets: Sequence[str], reference: Reference) -> bytes:
    """Give a sender's workbook with 0 in its blank cells, all those of the sheets that are named.

    Where none is, only in the cells in which the catalogue lets a 0 be meant.
    """
    if not sheets:
        workbook = zeros.fillable(workbook, reference)
        sheets = [sheet.title for sheet in workbook.sheets]
    return zeros.fill(files.content_of(file), workbook, sheets)


def write_returned(
    contents: Iterable[tuple[Path, Callable[[], bytes]]], folder: Path, what: str
) -> bool:
    """Write what goes back to senders; tell whether all were written.

    No file takes the place of another of this run, nor of one that was sent.
    """
    sys.stdout.flush()
    listed_contents = list(contents)
    taken = {str(file.resolve()).casefold() for file, _ in listed_contents}
    is_done = True
    for file, content in listed_contents:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            own = Path(marking.name_of(file.name))
            names = (
                own.name if number == 1 else f"{own.stem} ({number}){own.suffix}"
                for number in count(1)
            )
            to = next(
                folder / name
                for name in names
                if str((folder / name).resolve()).casefold() not in taken
            )
            taken.add(str(to.resolve()).casefold())
            to.write_bytes(content())
        except (UnreadableError, OSError) as fault:
            is_done = False
            print(f"Không ghi được {what} của “{file}”: {fault}", file=sys.stderr)
    return is_done


def run_publish(asked: argparse.Namespace) -> int:
    """Publish workbooks, all or none: 0 published, 1 refused, 2 cannot be read."""
    try:
        done = publishing.publish(
            publishing.contents_of(asked.files),
            data=data_folder(),
            by=asked.by,
            note=asked.note,
            only_whole=not asked.incomplete,
            progress=True,
        )
    except UnreadableError as unreadable:
        print(f"{unreadable}\nKhông công bố gì, bản đang dùng giữ nguyên.", file=sys.stderr)
        return UNREADABLE
    except build.RefusedError as refused:
        print(f"Không công bố được, bản đang dùng giữ nguyên:\n{refused}", file=sys.stderr)
        return REFUSED
    warnings = sum(
        finding.severity == "warning"
        for deposit in done.publication.deposits
        for finding in deposit.findings
    )
    for own in done.findings:
        if own:
            print("\n".join(listed(gravest_first(own))))
    print(
        f"Đã công bố lần {done.publication.number}: {len(done.publication.deposits)} biểu, "
        f"{warnings} cảnh báo{'' if asked.note or not warnings else ' chưa có giải trình'} → "
        f"{done.built.snapshot.name}"
    )
    return DONE


def run_reread(asked: argparse.Namespace) -> int:
    """Read the archive again and report: 0 done, 1 damaged or cannot be built again."""
    data, done = data_folder(), []
    try:
        for each in rereading.reread(data):
            done.append(each)
            print(f"{each.title}: {'' if each.differences else 'không có gì khác'}".rstrip())
            for difference in each.differences:
                print(f"  {difference}")
        differing = sum(bool(each.differences) for each in done)
        print(f"Đã đọc lại {len(done)} biểu, {differing} biểu có khác biệt.")
        if asked.apply:
            print(f"Đã thay bản đọc → {rereading.apply(data, done).snapshot.name}")
    except (archive.DamagedError, build.RefusedError) as fault:
        print(f"Không đọc lại được kho lưu trữ: {fault}", file=sys.stderr)
        return REFUSED
    return DONE


def run_archive(asked: argparse.Namespace) -> int:
    """Write the whole archive into a zip file: 0 written, 1 damaged or nothing can be written."""
    try:
        number = archive.export(data_folder(), asked.to)
    except (archive.DamagedError, OSError) as fault:
        print(f"Không xuất được kho lưu trữ: {fault}", file=sys.stderr)
        return REFUSED
    print(f"Đã xuất {number} lần công bố: {asked.to}")
    return DONE


def run_export(asked: argparse.Namespace) -> int:
    """Write a file to take away: 0 written, 1 it cannot be made and nothing is written."""
    try:
        if asked.kind == "pdf":
            # Said at once, not after the whole talk was made.
            printing.required_chromium()
        if asked.kind in TALKS:
            board = storyboard.load(asked.storyboard)
            talks.pin_state_of(board)
            said = export_talk(asked.kind, board, asked.to)
        else:
            pin_state_for_annex(asked.storyboard)
            said = export_annex(asked.kind, asked.to)
    except database.NoSnapshotError:
        print("Chưa có số liệu: chạy lệnh build trước.", file=sys.stderr)
        return REFUSED
    except (ValueError, printing.NoBrowserError, OSError) as fault:
        print(f"Không xuất được: {fault}", file=sys.stderr)
        return REFUSED
    print(f"Đã xuất {said}, số liệu {talks.state_name(talks.publications())}: {asked.to}")
    return DONE


def export_talk(kind: str, board: Storyboard, file: Path) -> str:
    """Write the talk and tell of its scenes; name what is not presented as the officer wrote it."""
    talk = talks.talk(board)
    written(TALKS[kind](talk), file)
    for slide in talk.slides:
        if slide.review:
            print(f"Cảnh {slide.number} “{slide.question}” {slide.review}", file=sys.stderr)
    for question, why in talk.left_out:
        print(f"Bỏ cảnh “{question}”: {why}", file=sys.stderr)
    return f"{len(talk.slides)} cảnh"


def pin_state_for_annex(file: Path | None) -> None:
    """Pin the state of the data that the talk keeps to, the newest where no talk can be read.

    Raises:
        StoryboardError: the file named is no storyboard.
    """
    try:
        talks.pin_state_of(storyboard.load(file))
    except storyboard.StoryboardError as fault:
        if file is not None:
            raise
        print(f"Không theo kịch bản, dùng số liệu mới nhất: {fault}", file=sys.stderr)
        database.pin()


def export_annex(kind: str, file: Path) -> str:
    """Write the annex or the profiles of the latest year with results."""
    year = common.latest_year()
    written(ANNEXES[kind](year), file)
    return f"phụ lục năm {year}" if kind != "profiles" else f"hồ sơ huyện năm {year}"


def written(made: str | bytes, file: Path) -> None:
    """Write a file at once, when all of it has been made."""
    file.write_bytes(made.encode() if isinstance(made, str) else made)


if __name__ == "__main__":
    sys.exit(main())
