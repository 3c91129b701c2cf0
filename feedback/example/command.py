"""`likvardig demo`: example data, accounts, a few links to answer, and the service on this machine."""

from __future__ import annotations

import asyncio
import dataclasses
import email
import email.policy
import os
from pathlib import Path

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from feedback.closing import close_due
from feedback.errands.intake import accept
from feedback.example.accounts import demo_accounts
from feedback.example.fresh import fresh_errands
from feedback.example.plan import plan_for
from feedback.example.published import publish
from feedback.example.seeding import is_seeded, seed
from feedback.insight.closed import closed_quarters
from feedback.insight.desk import Desk
from feedback.invitations.deciding import decide_accepted
from feedback.invitations.jobs import run_due
from feedback.invitations.links import answer_link
from feedback.service import Service, opened_service
from feedback.settings import Settings, settings_now
from feedback.staff.accounts import NewAccount, all_accounts, create_account

FOLDER = Path("var/demo")
SECONDS_PER_QUARTER = 300.0  # at most; on an ordinary machine a few
LOOK_SECONDS = 0.3


def demo_settings(folder: Path, port: int) -> Settings:
    """What the environment says, over a database and an outbox of the demo's own."""
    os.environ.setdefault("LIKVARDIG_DATABASE", f"sqlite:{folder / 'demo.sqlite'}")
    os.environ.setdefault("LIKVARDIG_OUTBOX", str(folder / "outbox"))
    settings = settings_now()
    return dataclasses.replace(
        settings, port=port, base_url=f"http://{settings.host}:{port}", carrier="outbox"
    )


async def prepare(settings: Settings, truth: Path, console: Console) -> None:
    """Everything a newcomer needs before the first page: idempotent, so a second start is quick."""
    async with opened_service(settings) as service:
        if not await is_seeded():
            console.print("Två års exempeldata skapas. Det görs bara första gången.")
        with _progress(console) as progress:
            report = await seed(service, service.today(), progress=progress, truth=truth)
        await close_due(service, service.today())
        await _decide_hidden(service, console)
        await _accounts(service)
        await _invite(_at_any_hour(service))
        await _publish(service, console)
        console.print(f"{report.responses} svar på {report.closed} ärenden. Facit: {truth}")


async def _decide_hidden(service: Service, console: Console) -> None:
    """Decide what is hidden of every closed quarter, once in its life, so that the first page is quick."""
    quarters = await closed_quarters()
    if all(each.has_pattern for each in quarters):
        return
    desk = Desk(answer_seconds=SECONDS_PER_QUARTER * len(quarters))
    desk.start()
    deciding = asyncio.create_task(desk.warm_up(service))
    try:
        with _progress(console) as progress:
            bar = progress.add_task("Prövar vad som får visas", total=len(quarters))
            while not deciding.done():
                await asyncio.wait({deciding}, timeout=LOOK_SECONDS)
                decided = sum(each.has_pattern for each in await closed_quarters())
                progress.update(bar, completed=decided)
        await deciding
    finally:
        await asyncio.to_thread(desk.stop)


async def _invite(service: Service) -> None:
    """A few errands of these days go the real way, so that there is something to answer."""
    municipality = service.municipality
    await accept(service, fresh_errands(municipality, plan_for(municipality), service.today()))
    await decide_accepted(service)
    await run_due(service, limit=100)


async def _publish(service: Service, console: Console) -> None:
    """One quarter's summary is approved and archived, so that there is something to read; the newest is left to try."""
    with _progress(console) as progress:
        bars: dict[str, TaskID] = {}

        def tell(what: str, percent: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=100)
            progress.update(bars[what], completed=percent)

        await publish(service, tell)


def _at_any_hour(service: Service) -> Service:
    """Nobody is woken by the example: its messages go to a folder, also at night."""
    rules = service.municipality.invitations
    awake = dataclasses.replace(rules, quiet_from=rules.quiet_until, quiet_weekends=False)
    return dataclasses.replace(
        service, municipality=dataclasses.replace(service.municipality, invitations=awake)
    )


async def _accounts(service: Service) -> None:
    known = {account.email for account in await all_accounts()}
    for account in demo_accounts(service.municipality):
        if account.email not in known:
            await create_account(service, NewAccount(**dataclasses.asdict(account)))


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )


def links_to_answer(settings: Settings) -> dict[str, str]:
    """One survey to answer per language, from the messages themselves; the outbox holds other letters too."""
    links: dict[str, str] = {}
    for path in sorted(settings.outbox.glob("*.eml"), reverse=True):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        link = path.with_suffix(".txt").read_text().partition("\n")[0].strip()
        if link.startswith(answer_link(settings, "")):
            links[str(message["Content-Language"])] = link
    return links


def _welcome(settings: Settings, console: Console, municipality_accounts: list[tuple[str, str, str]]) -> None:
    console.print(f"\n[bold]Likvärdig[/bold] med exempeldata: {settings.base_url}")
    console.print(f"Enkäter att svara på (länk i varje fil): {settings.outbox}")
    for language, link in sorted(links_to_answer(settings).items()):
        console.print(f"  {language}  {link}")
    console.print(f"Personal loggar in på {settings.base_url}/logga-in:")
    for address, password, role in municipality_accounts:
        console.print(f"  {address}  {password}  ({role})")
    console.print("Avsluta med Ctrl+C.\n")


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=FOLDER,
    show_default=True,
    help="Where the example is kept.",
)
@click.option("--prepare-only", is_flag=True, help="Create the data and stop.")
def demo(port: int, folder: Path, prepare_only: bool) -> None:
    """Two years of marked example data, served on this machine."""
    from feedback.serving import run_server
    from survey_defs.municipality import load_municipality

    console = Console()
    settings = demo_settings(folder, port)
    asyncio.run(prepare(settings, folder / "truth.json", console))
    if prepare_only:
        return
    municipality = load_municipality(settings.municipality)
    accounts = [(each.email, each.password, each.role) for each in demo_accounts(municipality)]
    _welcome(settings, console, accounts)
    run_server(settings)
