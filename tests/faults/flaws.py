"""Flaws that are planted in a copy of the house, one at a time: each must turn the tests that guard it red.

A flaw is one line: `Flaw(name, file, text, instead, test, …)`. `text` stands exactly once in `file`; it is the
control, and `instead` is what a careless change would leave of it.
"""

from typing import NamedTuple


class Flaw(NamedTuple):
    """What is broken, where, how, and which tests tell."""

    name: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]


def _flaw(name: str, file: str, text: str, instead: str, *tests: str) -> Flaw:
    return Flaw(name, f"emulation/{file}", text, instead, tests)


ACCOUNTS, EXPOSURE = "tests/web/test_accounts.py", "tests/web/test_exposure.py"
ERASING, SIGN_INS = "tests/services/test_privacy_erasing.py", "tests/services/test_sign_ins.py"
CONTROLS, PLEDGES = "tests/asvs/test_controls.py", "tests/services/test_pledges.py"

FLAWS = (
    # access
    _flaw("the gate lets everybody in", "web/shell/gate.py",
          "if not access.may_somewhere(here.actor(), action):", "if False:",
          f"{ACCOUNTS}::test_nobody_else_sees_the_users"),
    _flaw("a route may go without an action", "web/shell/gate.py", "    if undeclared:\n", "    if False:\n",
          "tests/house/test_doors.py::test_a_route_without_an_action_stops_the_start"),
    _flaw("a service does not ask for the right", "services/clusters.py",
          "    access.require(actor, Action.CLUSTER_CREATE, Subject())\n", "",
          "tests/services/test_clusters.py::test_nobody_else_creates_a_cluster"),
    _flaw("whoever wrote may approve", "rules/access.py",
          "    entered_by = subject.entered_by if action in FOUR_EYES else frozenset[int]()\n",
          "    entered_by = frozenset[int]()\n", f"{PLEDGES}::test_whoever_entered_cannot_approve"),
    _flaw("a grant reaches other members", "rules/access.py",
          "return is_own and subject.cluster_id in capacity.clusters",
          "return subject.cluster_id in capacity.clusters",
          f"{PLEDGES}::test_another_citys_pledge_is_refused"),
    _flaw("somebody approves for whoever wrote", "rules/access.py", "if not is_writers and _reaches(", "if _reaches(",
          "tests/services/test_four_eyes.py::test_nobody_approves_for_a_writer_either"),
    _flaw("a closed cluster is open to strangers", "web/shell/gate.py",
          "if place is None or not (place.is_public or place.id in _own_clusters() or _is_admin()):",
          "if place is None:", f"{CONTROLS}::test_a_cluster_that_is_not_public_does_not_exist_for_strangers"),
    _flaw("drafts are everybody's business", "web/pledges/views.py",
          "return Desk(known, place, page if visible else None)", "return Desk(known, place, page)",
          "tests/web/test_pledges.py::test_a_draft_is_nobody_elses_business"),
    # forms and requests
    _flaw("forged requests are taken", "app.py", "WTF_CSRF_TIME_LIMIT=12 * 3600,",
          "WTF_CSRF_TIME_LIMIT=12 * 3600,\n        WTF_CSRF_CHECK_DEFAULT=False,",
          "tests/web/test_shell.py::test_a_post_without_a_token_is_refused_and_writes_nothing"),
    _flaw("pages are not escaped", "app.py", "    app.jinja_env.trim_blocks =",
          "    app.jinja_env.autoescape = False\n    app.jinja_env.trim_blocks =",
          f"{CONTROLS}::test_text_of_people_is_text_on_pages"),
    _flaw("redirects lead anywhere", "web/shell/addresses.py",
          'if not address or not address.startswith("/") or any(ord(letter) < 32 for letter in address):',
          "if not address:",
          f"{EXPOSURE}::test_no_address_leads_elsewhere"),
    _flaw("a form counts each time it is sent", "services/forms.py",
          "return session.scalars(select(FormKey).where(FormKey.key == key)).one_or_none()", "return None",
          "tests/web/test_pledges.py::test_a_form_sent_twice_is_written_once"),
    _flaw("stale pages overwrite", "services/versions.py", "if row.version != version:", "if False:",
          f"{PLEDGES}::test_stale_version_is_refused"),
    _flaw("scripts read the cookie", "app.py", "SESSION_COOKIE_HTTPONLY=True", "SESSION_COOKIE_HTTPONLY=False",
          f"{CONTROLS}::test_the_cookie_of_a_sign_in_is_out_of_reach"),
    _flaw("a visitor names the host", "app.py", "x_host=0", "x_host=hops",
          f"{EXPOSURE}::test_headers_of_a_proxy_count_only_behind_one"),
    _flaw("production debugs", "app.py", "app.debug = False", "pass",
          f"{EXPOSURE}::test_production_never_debugs"),
    _flaw("errors tell of the inside", "web/shell/errors.py",
          "incident=reference", "incident=repr(error)",
          "tests/web/test_shell.py::test_a_broken_page_shows_a_reference_and_no_trace"),
    _flaw("pages may be framed", "web/shell/headers.py", "        \"frame-ancestors 'none'\",\n", "",
          "tests/web/test_headers.py::test_where_nothing_stands"),
    _flaw("personal pages are stored", "web/shell/headers.py", '"no-store" if here.actor().user_id else ', "",
          f"{EXPOSURE}::test_pages_of_people_are_stored_nowhere"),
    _flaw("an address writes lines of the log", "web/shell/errors.py",
          "path = quote(request.path)", "path = request.path",
          f"{CONTROLS}::test_an_address_begins_no_line_of_the_log"),
    # the database
    _flaw("changes need no trail", "db.py", "        _require_trail(session)\n", "",
          f"{PLEDGES}::test_a_change_without_an_event_cannot_be_committed"),
    _flaw("readers write", "db.py", "PRAGMA query_only={'ON' if reading else 'OFF'}", "PRAGMA query_only=OFF",
          f"{CONTROLS}::test_a_session_for_reading_cannot_write"),
    _flaw("deleted rows stay in the file", "db.py", '"secure_delete=ON"', '"secure_delete=OFF"',
          f"{ERASING}::test_deleted_rows_leave_no_trace_in_the_file"),
    _flaw("the trail can be rewritten", "models/triggers.py", 'ONLY_ADDED = ("audit_event", ', "ONLY_ADDED = (",
          f"{CONTROLS}::test_the_trail_is_only_added_to"),
    _flaw("closed years take pledges", "models/triggers.py", '    "pledge": _CYCLE,\n', "",
          "tests/models/test_triggers.py::test_the_list_holds_what_was_promised"),
    _flaw("seals need no key", "rules/audit_chain.py", "hmac.new(key.encode(), ", 'hmac.new(b"", ',
          "tests/rules/test_audit_chain.py::test_a_seal_is_a_keyed_sha256"),
    _flaw("a cut tail goes unseen", "rules/audit_chain.py",
          "if max(self._anchors, default=0) > self.position:", "if False:",
          "tests/rules/test_audit_chain.py::test_damage_is_found_at_its_place"),
    # signing in
    _flaw("signing out leaves the sign-in alive", "services/sign_ins.py", "    row.ended_at = now\n", "",
          f"{SIGN_INS}::test_signing_out_ends_the_token"),
    _flaw("the disabled stay in", "services/sign_ins.py",
          "row.ended_at is not None or user.disabled_at is not None", "row.ended_at is not None",
          f"{CONTROLS}::test_a_disabled_person_is_nobody_even_while_a_sign_in_lives"),
    _flaw("idle sign-ins live on", "rules/sign_ins.py", "now - last_seen_at > limits.idle or ", "",
          "tests/rules/test_sign_ins.py::test_rest_and_age_end_a_sign_in"),
    _flaw("unknown people cost no work", "services/sign_ins.py",
          'right = passwords.matches(user.password_hash if user else "", password)',
          "right = user is not None and passwords.matches(user.password_hash, password)",
          f"{SIGN_INS}::test_unknown_people_cost_the_same_work"),
    _flaw("a new password leaves other devices in", "services/passwords.py",
          "    sign_ins.end_all(session, user=user, now=now)\n", "",
          "tests/services/test_passwords.py::test_everything_that_stood_open_is_closed"),
    _flaw("haste is not slowed down", "web/shell/limits.py", "    if wait:\n", "    if False:\n",
          "tests/web/test_limits.py::test_the_sixty_first_export_waits_and_others_do_not"),
    _flaw("a code counts twice", "rules/codes.py", " if last is None or now + by > last", "",
          "tests/rules/test_codes.py::test_a_step_counts_around_now_and_never_twice"),
    _flaw("a password is enough for administrators", "rules/codes.py",
          "return Standing.SET_UP if needs_code(roles) else Standing.WHOLE", "return Standing.WHOLE",
          "tests/rules/test_codes.py::test_how_far_a_sign_in_has_come"),
    _flaw("grave acts ask for no fresh proof", "rules/sign_ins.py",
          "return action in GRAVE and (", "return False and (",
          "tests/rules/test_sign_ins.py::test_grave_acts_ask_for_a_fresh_proof"),
    _flaw("a link is used twice", "queries/links.py",
          "            AccountLink.used_at.is_(None),\n            AccountLink.expires_at > now,\n",
          "            AccountLink.expires_at > now,\n",
          "tests/services/test_links.py::test_a_used_link_finds_nobody"),
    _flaw("easy passwords pass", "rules/passwords.py", "if not SHORTEST <= len(password) <= LONGEST:", "if False:",
          "tests/rules/test_passwords.py::test_a_password_has_12_to_256_signs"),
    _flaw("whoever loses a role stays in", "services/appointments.py",
          "    sign_ins.end_all(session, user=get_user(session, appointment.user_id), now=now)\n", "",
          "tests/services/test_appointments.py::test_a_change_of_roles_ends_all_sign_ins"),
    # files that go out and come in
    _flaw("cells become formulas", "gateways/csv_files.py", "return f\"'{cell}\" if", "return f\"{cell}\" if",
          "tests/gateways/test_csv_files.py::test_formula_is_made_harmless"),
    _flaw("letters take headers", "services/letters.py",
          'if any(sign in to_address + subject for sign in "\\r\\n\\0"):', "if False:",
          "tests/services/test_letters.py::test_line_ends_make_no_headers"),
    _flaw("files of any size are kept", "gateways/files.py", "    if size > limit_mb * MB:\n", "    if False:\n",
          "tests/faults/test_uploads.py::test_empty_and_oversized_files_are_told"),
    _flaw("nobody looks into files", "gateways/files.py", "        _inspect(file, kind, name=name, field=field)\n", "",
          "tests/faults/test_uploads.py::test_only_the_diagonal_passes"),
    _flaw("sheets take formulas", "gateways/sheets.py",
          "            sheet.write_string(*place, _text(str(cell)))",
          "            sheet.write_formula(*place, str(cell))",
          "tests/gateways/test_sheets.py::test_no_text_becomes_a_formula_or_a_link"),
    _flaw("links stay in letters that were sent", "services/outbox.py",
          "letter.sent_at, letter.body = now, \"\"", "letter.sent_at = now",
          "tests/services/test_outbox.py::test_letters_go_out_once_and_their_bodies_are_emptied"),
    _flaw("certificates of mail servers are not checked", "gateways/mail.py",
          "context = ssl.create_default_context()", "context = ssl._create_unverified_context()",
          "tests/gateways/test_mail.py::test_the_certificate_is_checked"),
    # installation and personal data
    _flaw("production starts with any key", "settings.py", "    _refuse_unsafe(settings)\n", "",
          "tests/asvs/test_installation.py::test_production_refuses_what_is_not_safe"),
    _flaw("an export hands out the hash of the password", "queries/privacy.py", '"password_hash", "totp_seed"',
          '"totp_seed"',
          "tests/services/test_privacy.py::test_an_export_holds_what_is_known_and_no_proof_of_identity"),
    _flaw("an erased person stays in others' notices", "services/privacy_erasing.py",
          "    _forget_in_messages(session, gone)\n", "",
          f"{ERASING}::test_after_erasing_the_person_stands_only_in_what_is_kept"),
    _flaw("an erased account is opened again", "rules/privacy.py", "    if erased_at is not None:\n",
          "    if False:\n", f"{ERASING}::test_an_erased_account_stays_closed"),
    _flaw("an erased person gets a name again", "services/appointments.py",
          "    check_not_erased(user.erased_at)\n", "", f"{ERASING}::test_an_erased_account_stays_closed"),
    _flaw("personal data is handled without a fresh proof", "rules/sign_ins.py",
          "        Action.DATA_REQUEST_HANDLE,\n", "",
          "tests/rules/test_sign_ins.py::test_grave_acts_ask_for_a_fresh_proof"),
    _flaw("people decide about themselves", "rules/privacy.py", "    if handler_id == user_id:\n", "    if False:\n",
          "tests/services/test_privacy.py::test_nobody_answers_themselves"),
    _flaw("files without a record stay", "worker/loop.py", '    Job("orphans", 60, remove_orphans),\n', "",
          "tests/services/test_evidence.py::test_the_worker_removes_orphans_of_yesterday"),
    _flaw("what is on its last day is deleted", "services/housekeeping.py", "kept.since) < now", "kept.since) <= now",
          "tests/services/test_housekeeping.py::test_each_row_stays_to_its_last_second"),
)  # fmt: skip
