# ruff: noqa: RUF001 - notes are written with typographic dashes, quotes and signs
from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest

from ingest import Document, UnreadableInput, UnsupportedInput, read
from tests.ingest.builders import MORE, PROSE, mail

OWN = "We turned positive on XSMO, and stay long."
OLDER = "We are negative on XSMO."


def shown(doc: Document) -> list[tuple[str, str]]:
    return [(block.role, doc.text_of(block)) for block in doc.blocks]


def quoted(doc: Document) -> list[tuple[str, date | None, str | None]]:
    return [(doc.text_of(b), b.dated, b.author) for b in doc.blocks if b.role == "quoted"]


def test_headers_give_title_author_and_date() -> None:
    doc = read(mail(PROSE, subject="RE: Fwd: Momentum"))
    assert (doc.title, doc.author, doc.published) == ("Momentum", "Jane Doe", date(2026, 5, 14))


def test_encoded_headers_are_decoded() -> None:
    doc = read(mail(PROSE, subject="=?utf-8?q?Rendite_=E2=88=925%?="))
    assert doc.title == "Rendite −5%"


def test_quoted_printable_and_charset_are_decoded() -> None:
    data = mail(
        "The fund=92s lead =\nholds.",
        headers="Content-Transfer-Encoding: quoted-printable\n",
        content_type="text/plain; charset=windows-1252",
    )
    assert read(data).text == "The fund’s lead holds."


def test_plain_text_outranks_html() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Jane Doe <jane@example.com>", "Momentum"
    message.set_content(OWN)
    message.add_alternative(f"<p>{PROSE}</p>", subtype="html")
    assert read(bytes(message)).text == OWN


def test_html_is_read_where_there_is_no_plain_text() -> None:
    doc = read(mail(f"<p>{OWN}</p><script>x()</script><p>{MORE}</p>", content_type="text/html"))
    assert shown(doc) == [("body", OWN), ("body", MORE)]


def test_an_attribution_and_its_marked_lines_are_quoted() -> None:
    doc = read(
        mail(
            f"{OWN}\n\nOn Tue, May 5, 2026 at 3:04 PM John Roe <j@example.com> wrote:\n> {OLDER}\n"
        )
    )
    assert quoted(doc)[-1] == (OLDER, date(2026, 5, 5), "John Roe")


def test_text_between_and_below_quotations_is_the_senders() -> None:
    doc = read(mail(f"On 5 May 2026, John Roe wrote:\n> {OLDER}\n\n{OWN}\n\n> Why?\n\n{MORE}\n"))
    assert [text for role, text in shown(doc) if role == "body"] == [OWN, MORE]


def test_quotations_in_quotations_have_their_own_author() -> None:
    doc = read(
        mail(
            f"{OWN}\n\nOn 5 May 2026, John Roe wrote:\n> {OLDER}\n>\n"
            "> On 4 May 2026, Ann Poe wrote:\n>> Sell everything.\n"
        )
    )
    assert quoted(doc)[-1] == ("Sell everything.", date(2026, 5, 4), "Ann Poe")


@pytest.mark.parametrize(
    "mark", ["-----Original Message-----", "---------- Forwarded message ---------", ""]
)
def test_all_below_an_older_messages_headers_is_quoted(mark: str) -> None:
    headers = (
        "From: John Roe <john@example.com>\nSent: Tuesday, May 5, 2026 3:04 PM\n"
        "To: Jane Doe\nSubject: RE: XSMO\n"
    )
    doc = read(mail(f"{OWN}\n\n{mark}\n{headers}\n{OLDER}\n"))
    assert shown(doc)[0] == ("body", OWN)
    assert quoted(doc)[-1] == (OLDER, date(2026, 5, 5), "John Roe")


def test_a_blockquote_in_html_is_quoted() -> None:
    doc = read(
        mail(
            f"<p>{OWN}</p><div>On Tue, May 5, 2026 at 3:04 PM John Roe &lt;j@x.com&gt; wrote:<br>"
            "</div>"
            f"<blockquote><p>{OLDER}</p></blockquote>",
            content_type="text/html",
        )
    )
    assert shown(doc)[0] == ("body", OWN)
    assert quoted(doc)[-1] == (OLDER, date(2026, 5, 5), "John Roe")


def test_headers_of_an_older_message_in_html_are_quoted() -> None:
    doc = read(
        mail(
            f"<p>{OWN}</p><p><b>From:</b> John Roe<br><b>Sent:</b> 5 May 2026<br><b>To:</b> Jane"
            f"<br><b>Subject:</b> XSMO</p><p>{OLDER}</p>",
            content_type="text/html",
        )
    )
    assert quoted(doc)[-1] == (OLDER, date(2026, 5, 5), "John Roe")


def test_below_the_dashes_is_the_signature() -> None:
    doc = read(mail(f"{OWN}\n\n-- \nJane Doe\nAcme Research\n"))
    assert shown(doc) == [("body", OWN), ("signature", "Jane Doe"), ("signature", "Acme Research")]


def test_sign_off_and_contact_lines_are_the_signature() -> None:
    doc = read(
        mail(
            f"{OWN}\n\nBest regards,\nJane Doe\nTel: +1 212 555 0100\njane@example.com\n\n"
            f"> {OLDER}\n"
        )
    )
    assert [role for role, _ in shown(doc)] == ["body", *["signature"] * 4, "quoted"]


def test_a_mail_of_an_attachment_only_names_it() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Jane Doe <jane@example.com>", "Momentum"
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="note.pdf")
    with pytest.raises(UnreadableInput, match=r"only note\.pdf; save and read"):
        read(bytes(message))


def test_a_mailbox_is_a_batch() -> None:
    one = b"From jane@example.com Thu May 14 09:30:00 2026\n" + mail(OWN) + b"\n\n"
    with pytest.raises(UnsupportedInput, match="mailbox"):
        read(one + one)


def test_a_mail_without_a_usable_date_is_read() -> None:
    doc = read(mail(OWN).replace(b"Thu, 14 May 2026 09:30:00 -0400", b"yesterday"))
    assert (doc.published, doc.text) == (None, OWN)
