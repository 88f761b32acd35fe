"""aiocqhttp over HTTP: calls by POST, events by HTTP push with a signature, quick operations in the answer."""

import asyncio

from aiocqhttp import ActionFailed, CQHttp, HttpFailed

from common import PATIENCE, SELF_ID, TOKEN, Checks, Serve, calls, free_port, group_message

SECRET = "a-secret"


async def main():
    checks, port = Checks(), free_port()
    push = ["--push", f"http://127.0.0.1:{port}/", "--secret", SECRET]
    server = Serve("go-cqhttp", "--token", TOKEN, "--self-id", str(SELF_ID), "--heartbeat", "200", *push)
    bot = CQHttp(api_root=server.url, access_token=TOKEN, secret=SECRET)
    messages, beats = [], []

    @bot.on_message("group")
    async def _(event):
        messages.append(event)
        return {"reply": f"echo {event.raw_message}"}

    @bot.on_meta_event("heartbeat")
    async def _(event):
        beats.append(event)

    asyncio.create_task(bot.run_task(host="127.0.0.1", port=port))
    await calls(
        checks,
        lambda action, **params: bot.call_action(action, **params),
        failed=ActionFailed,
        unknown=HttpFailed,
        retcode=lambda raised: raised.result["retcode"],
    )
    stranger = CQHttp(api_root=server.url)
    await checks.raises(
        "a call without token", HttpFailed, stranger.get_login_info(), lambda raised: raised.status_code == 401
    )
    wrong = CQHttp(api_root=server.url, access_token="wrong")
    await checks.raises(
        "a call with a wrong token", HttpFailed, wrong.get_login_info(), lambda raised: raised.status_code == 403
    )
    await checks.eventually("heartbeats are pushed", lambda: len(beats) >= 2)
    server.publish(group_message("pushed, 你好"))
    await checks.eventually("a message is pushed", lambda: messages)
    checks.equal("with its text", [event.raw_message for event in messages], ["pushed, 你好"])
    await checks.eventually("the answer is a quick operation", lambda: "echo pushed, 你好" in server.log(), server.log)
    checks.check("no credential is logged", TOKEN not in server.log() and SECRET not in server.log())
    checks.end(server)


asyncio.run(asyncio.wait_for(main(), 4 * PATIENCE))
