"""Publishes workbooks: all of them or none, one publication at a time, and forgets nothing.

The order makes it safe to stop at any moment: the workbooks are kept, a whole new snapshot is made
beside the one in force, the record of the publication appears (from here on it is published), the
pointer moves to the new snapshot. Stopped before the record, nothing was published; stopped after
it, the next build, publication or start puts it in force.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from dashboard.catalogue.findings import Finding
from dashboard.catalogue.reference import Reference, load
from dashboard.store import archive, build, database, readings, rules
from dashboard.store.archive import Deposit, Publication
from dashboard.store.build import Built, RefusedError
from dashboard.workbook import completeness, files, reading
from dashboard.workbook.reading import Workbook

CONFIRM = (
    "Nếu cán bộ tiếp nhận xác nhận phần thiếu là đúng thực tế, công bố lại với lựa chọn "
    "--incomplete."
)


@dataclass(frozen=True)
class Published:
    """What was published: the record, the snapshot that it put in force, what was found.

    `findings` are those of each workbook, in the order of the deposits, causes first.
    """

    publication: Publication
    built: Built
    findings: tuple[tuple[Finding, ...], ...]


def publish(
    workbooks: Sequence[tuple[str, bytes]],
    *,
    data: Path,
    by: str,
    note: str = "",
    only_whole: bool = False,
    progress: bool = False,
) -> Published:
    """Publish workbooks together.

    Args:
        workbooks: name and content of each file.
        data: data folder.
        by: who publishes.
        note: what the officer explains, kept with the findings.
        only_whole: refuse a workbook that lacks half a sheet or more; an officer who has seen what
            is missing publishes it without.
        progress: show a bar.

    Raises:
        UnreadableError: a file is no workbook of a known unit; nothing was changed.
        RefusedError: a workbook has an error, is published already or stands beside another of
            its unit, or lacks too much where that is asked, or the disk is full; nothing was
            changed.
    """
    folder = database.snapshot_folder(data)
    reference = load(data)
    stamp = readings.stamp_of(data)
    read = [reading.read_content(name, content, reference=reference) for name, content in workbooks]
    units = [workbook.cover.unit_code for workbook in read]
    with build.locked(data):
        past = build.records(data)
        digests = [archive.digest_of(content) for _, content in workbooks]
        refuse_repeated(workbooks, units, digests, past)
        deposits = tuple(
            Deposit(unit, name, digest)
            for unit, (name, _), digest in zip(units, workbooks, digests, strict=True)
        )
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        publication = Publication(len(past) + 1, now, by, note, deposits)
        try:
            with build.storage_faults(archive.files_folder(data)):
                for (_, content), workbook in zip(workbooks, read, strict=True):
                    digest = archive.keep(data, content)
                    readings.keep(archive.readings_folder(data) / digest, workbook, stamp)
            published = (*past, publication)
            with build.drafted(
                data, published, folder, judged=publication.number, progress=progress
            ) as draft:
                if only_whole:
                    refuse_incomplete(read, reference)
                publication = with_findings(publication, past, draft.findings)
                with build.storage_faults(archive.records_folder(data)):
                    archive.commit(data, publication)
                built = build.put_in_force(folder, draft)
        except BaseException:
            readings.forget(data, archive.forget(data, digests))
            raise
    return Published(
        publication, built, tuple(draft.told[name] for name in names_of(publication, past))
    )


def refuse_repeated(
    workbooks: Sequence[tuple[str, bytes]],
    units: Sequence[str],
    digests: Sequence[str],
    past: Sequence[Publication],
) -> None:
    """Refuse two workbooks of one unit, and the very file that is in force already.

    Raises:
        RefusedError: names the file.
    """
    in_force = {deposit.unit_code: deposit for each in past for deposit in each.deposits}
    for at, ((name, _), unit, digest) in enumerate(zip(workbooks, units, digests, strict=True)):
        if unit in units[:at]:
            other = workbooks[units.index(unit)][0]
            raise RefusedError(
                f"{name}: cùng đơn vị với {other}. Mỗi lần công bố chỉ nhận một tệp của mỗi đơn vị."
            )
        if unit in in_force and in_force[unit].sha256 == digest:
            raise RefusedError(
                f"{name}: đúng tệp này đã được công bố ({in_force[unit].file_name}), "
                "không có gì để cập nhật."
            )


def refuse_incomplete(workbooks: Sequence[Workbook], reference: Reference) -> None:
    """Refuse workbooks of which so much is missing that an officer has to say that it is known.

    Raises:
        RefusedError: the verdict of the check on each, and what each of its sheets lacks.
    """
    said = []
    for workbook in workbooks:
        held = completeness.of(workbook)
        if held.grave:
            unit = reference.units[workbook.cover.unit_code]
            verdict = completeness.verdict(unit.name, (), held)
            said.append(f"{workbook.file_name}: {verdict}.")
            said += [f"  {line}" for line in completeness.lines(workbook)]
    if said:
        raise RefusedError("\n".join([*said, CONFIRM]))


def names_of(publication: Publication, past: Sequence[Publication]) -> list[str]:
    """Give the submission that each workbook of a publication becomes."""
    earlier = [deposit.unit_code for each in past for deposit in each.deposits]
    return [
        f"{deposit.unit_code}-{earlier.count(deposit.unit_code) + 1}"
        for deposit in publication.deposits
    ]


def with_findings(
    publication: Publication,
    past: Sequence[Publication],
    found: Sequence[tuple[str, Finding]],
) -> Publication:
    """Give the publication with what the rules found in each of its workbooks."""
    deposits = []
    for deposit, own in zip(publication.deposits, names_of(publication, past), strict=True):
        findings = tuple(rules.of_submission(found, own))
        deposits.append(replace(deposit, findings=findings))
    return replace(publication, deposits=tuple(deposits))


def contents_of(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Read files that are to be published, each within the bounds of a workbook.

    Raises:
        UnreadableError: a file is missing or too large.
    """
    return [(path.name, files.content_of(path)) for path in paths]
