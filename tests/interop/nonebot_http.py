"""nonebot2 with its OneBot adapter over HTTP: calls by POST, events by HTTP push with a signature."""

import asyncio

import nonebot
from nonebot.adapters.onebot.v11 import ActionFailed, Adapter, GroupMessageEvent, HeartbeatMetaEvent, NetworkError

from common import PATIENCE, SELF_ID, TOKEN, Checks, Serve, calls, free_port, group_message

SECRET = "a-secret"


async def run(checks, server, events):
    def seen(kind):
        return [event for event in events if isinstance(event, kind)]

    bots = nonebot.get_adapter(Adapter).bots
    await checks.eventually("the bot is connected by the first event", lambda: bots, server.log)
    bot = bots[str(SELF_ID)]
    await calls(
        checks,
        lambda action, **params: bot.call_api(action, **params),
        failed=ActionFailed,
        unknown=NetworkError,
        retcode=lambda raised: raised.info["retcode"],
    )
    await checks.eventually("heartbeats are pushed", lambda: len(seen(HeartbeatMetaEvent)) >= 2)
    for number in range(1, 21):
        server.publish(group_message(f"message {number}", number))
    await checks.eventually("twenty messages", lambda: len(seen(GroupMessageEvent)) == 20)
    texts = [event.get_plaintext() for event in seen(GroupMessageEvent)]
    checks.equal("each once", sorted(texts), sorted(f"message {number}" for number in range(1, 21)))
    server.publish(group_message("please answer", 99))
    await checks.eventually("the bot replies", lambda: "echo please answer" in server.log(), server.log)


def main():
    checks, events, port = Checks(), [], free_port()
    push = ["--push", f"http://127.0.0.1:{port}/onebot/v11/http", "--secret", SECRET]
    server = Serve("go-cqhttp", "--token", TOKEN, "--self-id", str(SELF_ID), "--heartbeat", "200", *push)
    nonebot.init(
        driver="~fastapi+~httpx",
        log_level="WARNING",
        host="127.0.0.1",
        port=port,
        fastapi_reload=False,
        onebot_api_roots={str(SELF_ID): server.url},
        onebot_access_token=TOKEN,
        onebot_secret=SECRET,
    )
    driver = nonebot.get_driver()
    driver.register_adapter(Adapter)

    @nonebot.message.event_preprocessor
    async def _(bot, event):
        events.append(event)

    @nonebot.on_message().handle()
    async def _(bot, event):
        if event.get_plaintext() == "please answer":
            await bot.send(event, f"echo {event.get_plaintext()}")

    @driver.on_startup
    async def _():
        async def all_of_it():
            try:
                await asyncio.wait_for(run(checks, server, events), 4 * PATIENCE)
            except Exception as error:
                checks.check("runs to its end", False, error)
            checks.end(server)

        driver.task = asyncio.create_task(all_of_it())

    nonebot.run()


main()
