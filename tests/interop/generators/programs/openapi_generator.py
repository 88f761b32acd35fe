"""The package of openapi-generator's `python`, as a user of the API would call it."""

import json
import sys

import generated
from generated.models import GetGroupMemberInfoRequest, GetMsgRequest, Message, MessageSegment, SendMsgRequest

url, token = sys.argv[1:]
with generated.ApiClient(generated.Configuration(host=url, access_token=token)) as client:
    me = generated.BotZhangHaoApi(client).get_login_info()
    messages = generated.XiaoXiApi(client)
    text = messages.send_msg(SendMsgRequest(user_id=30003, message=Message("hello")))
    message = [
        MessageSegment(type="at", data={"qq": "30003"}),
        MessageSegment(type="text", data={"text": "hello"}),
    ]
    segments = messages.send_msg(SendMsgRequest(group_id=20002, message=Message(message)))
    friends = generated.HaoYouXinXiApi(client).get_friend_list()
    failed = messages.get_msg(GetMsgRequest(message_id=-1))
    member = generated.QunXinXiApi(client).get_group_member_info(
        GetGroupMemberInfoRequest(group_id=20002, user_id=30003)
    )
print(
    json.dumps(
        {
            "nickname": me.data.nickname,
            "text": text.data.message_id,
            "segments": segments.data.message_id,
            "list": len(friends.data),
            "code": failed.retcode,
            "words": failed.wording,
            "role": member.data.role,
        }
    )
)
