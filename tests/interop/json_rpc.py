"""JSON-RPC 2.0 with two clients: jsonrpclib over HTTP, and jsonrpcclient over HTTP and over a WebSocket."""

import asyncio
import json
import os

import httpx
import jsonrpcclient
import jsonrpclib
import websockets

from common import PATIENCE, Checks, Serve


def whole(checks, name, answer, good):
    """An answer as jsonrpcclient reads it."""
    parsed = jsonrpcclient.parse(answer)
    checks.check(name, good(parsed), parsed)


async def carried(checks, way, send):
    """What jsonrpcclient writes and reads; `send` carries an object and brings back another."""
    asked = jsonrpcclient.request("subtract", params={"minuend": 42, "subtrahend": 23})
    answer = await send(asked)
    whole(checks, f"{way}: a call", answer, lambda it: isinstance(it, jsonrpcclient.Ok) and it.result == {"difference": 19})
    checks.equal(f"{way}: its id comes back", answer["id"], asked["id"])
    answer = await send(jsonrpcclient.request_uuid("forget"))
    whole(checks, f"{way}: a call without parameters and result", answer, lambda it: it.result is None)
    for name, params, code in [
        ("subtract", {"minuend": -(2**63), "subtrahend": 1}, -32001),
        ("subtract", {"minuend": "many"}, -32602),
        ("subtract", [42, 23, 1], -32602),
        ("add", {"a": 1}, -32601),
    ]:
        answer = await send(jsonrpcclient.request(name, params=params))
        whole(checks, f"{way}: {code}", answer, lambda it: isinstance(it, jsonrpcclient.Error) and it.code == code)
    answer = await send(jsonrpcclient.request("subtract", params=[42, 23]))
    whole(checks, f"{way}: parameters by position", answer, lambda it: it.result == {"difference": 19})
    answer = await send([jsonrpcclient.request("forget"), jsonrpcclient.notification("forget"), jsonrpcclient.request("add")])
    parsed = list(jsonrpcclient.parse(answer))
    good = len(parsed) == 2 and isinstance(parsed[0], jsonrpcclient.Ok) and parsed[1].code == -32601
    checks.check(f"{way}: a list of calls", good, parsed)


def called(checks, url):
    """What jsonrpclib calls. It takes a 204, which a notification gets, for an error, and the others do not."""
    server = jsonrpclib.ServerProxy(url)
    checks.equal("jsonrpclib: a call", server.subtract(minuend=42, subtrahend=23), {"difference": 19})
    checks.equal("jsonrpclib: a call with a default", server.subtract(minuend=42), {"difference": 42})
    checks.equal("jsonrpclib: a call without parameters", server.forget(), None)
    for name, call, code in [
        ("a failure", lambda: server.subtract(minuend=-(2**63), subtrahend=1), -32001),
        ("a wrong parameter", lambda: server.subtract(minuend="many"), -32602),
        ("an unknown method", lambda: server.add(a=1), -32601),
    ]:
        try:
            seen = call()
        except jsonrpclib.ProtocolError as raised:
            seen = raised.args[0][0] if isinstance(raised.args[0], tuple) else raised.args
        checks.equal(f"jsonrpclib: {name}", seen, code)


async def main():
    checks = Checks()
    server = Serve("127.0.0.1:0", program=os.environ["SUMS"])
    url = f"{server.url}/rpc"
    await asyncio.to_thread(called, checks, url)
    async with httpx.AsyncClient() as client:

        async def post(message):
            response = await client.post(url, json=message)
            checks.equal("the status is that of HTTP alone", response.status_code, 200)
            return response.json()

        await carried(checks, "HTTP", post)
        notified = await client.post(url, json=jsonrpcclient.notification("forget"))
        checks.equal("a notification has no answer", (notified.status_code, notified.content), (204, b""))
    async with websockets.connect(url.replace("http", "ws")) as socket:

        async def send(message):
            await socket.send(jsonrpcclient.notification_json("forget"))
            await socket.send(json.dumps(message))
            return json.loads(await socket.recv())

        await carried(checks, "WebSocket, behind notifications", send)
    checks.end(server)


asyncio.run(asyncio.wait_for(main(), 4 * PATIENCE))
