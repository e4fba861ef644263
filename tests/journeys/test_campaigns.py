"""A campaign in a real browser: the chair drafts and launches it, a member registers, the chair approves."""

from pathlib import Path

import pytest

from tests.support.browser import SIZES, Watched, chromium, served, watched
from tests.support.demo import PASSWORD
from tests.support.visits import DOMAIN, demo_app

CAMPAIGNS = "/clusters/tptw/campaigns"
NAME = "Đợt thi đua phục vụ bầu cử (thử)"


def _press(one: Watched, words: str) -> None:
    one.page.get_by_role("button", name=words).first.click()
    one.page.wait_for_load_state("domcontentloaded")


def _fill(one: Watched, **values: str) -> None:
    for name, value in values.items():
        control = one.page.locator(f'main [name="{name.replace("__", "-")}"]').first
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)


@pytest.mark.browser
@pytest.mark.parametrize("size", SIZES)
def test_the_chair_launches_and_a_member_registers(size: str, tmp_path: Path) -> None:
    """Red when the launch button leaves templates/campaigns/launch.html."""
    with demo_app(tmp_path, "running") as (app, _database), served(app) as base, chromium() as browser:
        chair, officer = watched(browser, base, size), watched(browser, base, size)
        chair.sign_in(f"secretary.hn@{DOMAIN}", PASSWORD)
        officer.sign_in(f"officer.hue@{DOMAIN}", PASSWORD)
        chair.page.goto(f"{base}{CAMPAIGNS}/new")
        _fill(chair, name=NAME, kind="Đợt thi đua đặc biệt", starts_on="1/10/2025", ends_on="30/11/2025")
        _fill(chair, purpose="Bầu cử thành công", goals__0__text="Cử tri đi bầu", goals__0__unit="%")
        _fill(chair, goals__0__low="99,5", goals__0__national_task="Đột phá về thể chế")
        _press(chair, "Thêm mục tiêu")
        assert chair.page.locator('[name="goals-1-text"]').count() == 1
        _press(chair, "Lưu nháp")
        where = chair.page.url
        assert officer.page.goto(where).status == 404  # type: ignore[union-attr]
        chair.page.goto(f"{where}/launch")
        _fill(chair, launched_on="10/10/2025", launch_number="30/KH-CTĐ")
        chair.page.locator("[name=overlap_confirmed]").check()
        _press(chair, "Phát động và báo cho cả cụm")
        assert chair.page.url == where
        officer.page.goto(f"{base}/my-work")
        officer.page.get_by_role("link", name=f"Đăng ký phong trào “{NAME}” của Huế").click()
        officer.page.get_by_role("link", name="Soạn đăng ký").click()
        _fill(officer, content="Bảo đảm 99,8% cử tri đi bầu", contact="Ban Thi đua - Khen thưởng")
        _press(officer, "Lưu đăng ký")
        _press(officer, "Gửi đăng ký cho Cụm trưởng")
        chair.page.goto(f"{base}/my-work")
        chair.page.get_by_role("link", name=f"Duyệt đăng ký phong trào “{NAME}” của Huế").click()
        _press(chair, "Duyệt đăng ký")
        chair.page.goto(where)
        assert "Bảo đảm 99,8% cử tri đi bầu" in chair.page.locator("main").inner_text()
        assert not chair.faults()
