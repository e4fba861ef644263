"""`make pictures`: every page at 1280 and 360 pixels, side by side on contact sheets in var/pictures."""

import logging
import sys
import tempfile
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from emulation.services import demo
from tests.support.browser import SIZES, Watched, chromium, served, watched
from tests.support.demo import PASSWORD
from tests.support.source import ROOT
from tests.support.visits import Visit, demo_app, visits

FOLDER = ROOT / "var" / "pictures"
TILE = 420
TALLEST = 1500
COLUMNS = 8


def photograph(browser: Browser, base: str, pages: list[Visit]) -> list[tuple[Visit, list[Path], list[str]]]:
    """Pictures and faults of every page, person by person."""
    taken = []
    for _email, group in groupby(sorted(pages, key=lambda page: page.email), key=lambda page: page.email):
        mine = list(group)
        watching = {size: watched(browser, base, size) for size in SIZES}
        for one in watching.values():
            if mine[0].email:
                one.sign_in(mine[0].email, PASSWORD)
                one.complaints.clear()
        taken += [(visit, *_look(watching, visit)) for visit in mine]
        for one in watching.values():
            one.page.close()
    return taken


def _look(watching: dict[str, Watched], visit: Visit) -> tuple[list[Path], list[str]]:
    paths, faults = [], []
    for size, one in watching.items():
        answer = one.page.goto(one.base + visit.path)
        path = FOLDER / f"{visit.stage}-{visit.endpoint}.{size}.png"
        one.page.screenshot(path=path, full_page=True)
        paths.append(path)
        if answer is None or answer.status != 200:
            faults.append(f"{size}: status {answer.status if answer else '–'}")
        faults += [f"{size}: {fault}" for fault in one.faults()]
    return paths, faults


def sheet(taken: list[tuple[Visit, list[Path], list[str]]]) -> list[Path]:
    """Contact sheets: a tile per page, wide and phone beside each other."""
    tiles = []
    for visit, paths, _faults in taken:
        tile = Image.new("RGB", (TILE * 2 + 24, TALLEST // 2), "white")
        x = 0
        for path, width in zip(paths, (TILE + 180, TILE - 180), strict=True):
            picture = Image.open(path).convert("RGB")
            picture = picture.crop((0, 0, picture.width, min(picture.height, picture.width * TALLEST // 800)))
            height = picture.height * width // picture.width
            tile.paste(picture.resize((width, height)), (x, 20))
            x += width + 12
        ImageDraw.Draw(tile).text((4, 4), f"{visit.endpoint} – {visit.person or 'visitor'}", fill="black")
        tiles.append(tile)
    made = []
    for number in range(0, len(tiles), COLUMNS):
        row = tiles[number : number + COLUMNS]
        whole = Image.new("RGB", (row[0].width * 4, row[0].height * 2), "gray")
        for place, tile in enumerate(row):
            whole.paste(tile, (place % 4 * tile.width, place // 4 * tile.height))
        made.append(FOLDER / f"sheet-{number // COLUMNS + 1:02d}.png")
        whole.save(made[-1])
    return made


def main() -> int:
    """Photograph every stage; list the faults."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = []
    with chromium() as browser, tempfile.TemporaryDirectory(prefix="emulation-pictures-") as folder:
        for stage in demo.STAGES:
            with demo_app(Path(folder), stage) as (app, database):
                with database.reading() as session:
                    pages = visits(app, session, stage)
                with served(app) as base:
                    taken += photograph(browser, base, pages)
    for visit, _paths, faults in taken:
        for fault in faults:
            print(f"{visit.stage} {visit.endpoint} {visit.path}: {fault}")
    print(f"{len(taken)} pages; sheets: {', '.join(path.name for path in sheet(taken))} in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
