"""nonebot2 with its OneBot adapter over a forward WebSocket: it connects to the server."""

import asyncio

import nonebot
from nonebot.adapters.onebot.v11 import ActionFailed, Adapter, GroupMessageEvent, HeartbeatMetaEvent
from nonebot.adapters.onebot.v11 import LifecycleMetaEvent, Message, MessageSegment

from common import GROUP, PATIENCE, SELF_ID, TOKEN, USER, Checks, Serve, calls, group_message


async def run(checks, server, driver, events):
    def seen(kind):
        return [event for event in events if isinstance(event, kind)]

    bots = nonebot.get_adapter(Adapter).bots
    await checks.eventually("the bot is connected", lambda: bots, server.log)
    bot = bots[str(SELF_ID)]
    await checks.eventually("the lifecycle event", lambda: seen(LifecycleMetaEvent))
    checks.equal("is the first", type(events[0]), LifecycleMetaEvent)
    await calls(
        checks,
        lambda action, **params: bot.call_api(action, **params),
        failed=ActionFailed,
        unknown=ActionFailed,
        retcode=lambda raised: raised.info["retcode"],
    )
    message = MessageSegment.at(USER) + Message("hello") + MessageSegment.face(1)
    sent = await bot.send_group_msg(group_id=GROUP, message=message)
    checks.check("send_group_msg with the framework's message", sent["message_id"] > 0, sent)
    await checks.eventually("heartbeats", lambda: len(seen(HeartbeatMetaEvent)) >= 2)
    for number in range(1, 51):
        server.publish(group_message(f"message {number}", number))
    await checks.eventually("fifty messages", lambda: len(seen(GroupMessageEvent)) == 50)
    texts = {event.get_plaintext() for event in seen(GroupMessageEvent)}
    checks.equal("each once", texts, {f"message {number}" for number in range(1, 51)})
    server.publish(group_message("please answer", 99))
    replied = "echo please answer"
    await checks.eventually("the bot replies through the same connection", lambda: replied in server.log(), server.log)


def main():
    checks, events = Checks(), []
    server = Serve("go-cqhttp", "--token", TOKEN, "--self-id", str(SELF_ID), "--heartbeat", "200")
    url = f"ws://127.0.0.1:{server.port}/"
    nonebot.init(driver="~websockets", log_level="WARNING", onebot_ws_urls={url}, onebot_access_token=TOKEN)
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
                await asyncio.wait_for(run(checks, server, driver, events), 4 * PATIENCE)
            except Exception as error:
                checks.check("runs to its end", False, error)
            checks.end(server)

        driver.task = asyncio.create_task(all_of_it())

    nonebot.run()


main()
