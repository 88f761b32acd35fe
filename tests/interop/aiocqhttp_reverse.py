"""aiocqhttp over reverse WebSocket: the server connects to the bot, calls and events share the connection."""

import asyncio

from aiocqhttp import ActionFailed, CQHttp

from common import PATIENCE, SELF_ID, TOKEN, Checks, Serve, calls, free_port, group_message


async def main():
    checks, port = Checks(), free_port()
    bot = CQHttp(access_token=TOKEN)
    messages, lifecycles, beats = [], [], []

    @bot.on_message("group")
    async def _(event):
        messages.append(event)
        return {"reply": f"echo {event.raw_message}"}

    @bot.on_meta_event("lifecycle")
    async def _(event):
        lifecycles.append(event)

    @bot.on_meta_event("heartbeat")
    async def _(event):
        beats.append(event)

    reverse = ["--reverse", f"ws://127.0.0.1:{port}/ws/"]
    # The server is there first: it connects again until the bot listens.
    server = Serve("go-cqhttp", "--token", TOKEN, "--self-id", str(SELF_ID), "--heartbeat", "200", *reverse)
    asyncio.create_task(bot.run_task(host="127.0.0.1", port=port))
    await checks.eventually("the lifecycle event", lambda: lifecycles, server.log)
    checks.equal("is the first", [event.sub_type for event in lifecycles], ["connect"])
    await calls(
        checks,
        lambda action, **params: bot.call_action(action, **params),
        failed=ActionFailed,
        unknown=ActionFailed,
        retcode=lambda raised: raised.result["retcode"],
    )
    await checks.raises(
        "an unknown action has code 1404",
        ActionFailed,
        bot.call_action("no_such_action"),
        lambda raised: raised.result["retcode"] == 1404,
    )
    await checks.eventually("heartbeats", lambda: len(beats) >= 2)
    checks.check("know their interval", beats and beats[0].interval == 200, beats)
    for number in range(1, 51):
        server.publish(group_message(f"message {number}", number))
    await checks.eventually("fifty messages", lambda: len(messages) == 50, lambda: len(messages))
    expected = {f"message {number}" for number in range(1, 51)}
    checks.equal("each once", {event.raw_message for event in messages}, expected)
    await checks.eventually("an answer is a quick operation", lambda: "echo message 50" in server.log(), server.log)
    checks.end(server)


asyncio.run(asyncio.wait_for(main(), 4 * PATIENCE))
