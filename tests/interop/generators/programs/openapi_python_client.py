"""openapi-python-client's package, as a user of the API would call it."""

import json
import sys

from generated import AuthenticatedClient
from generated.api.bot_zhang_hao import get_login_info
from generated.api.hao_you_xin_xi import get_friend_list
from generated.api.qun_xin_xi import get_group_member_info
from generated.api.xiao_xi import get_msg, send_msg
from generated.models import GetGroupMemberInfoRequest, GetMsgRequest, MessageSegment, SendMsgRequest

url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=token, raise_on_unexpected_status=True)
me = get_login_info.sync(client=client)
text = send_msg.sync(client=client, body=SendMsgRequest(user_id=30003, message="hello"))
message = [
    MessageSegment.from_dict({"type": "at", "data": {"qq": "30003"}}),
    MessageSegment.from_dict({"type": "text", "data": {"text": "hello"}}),
]
segments = send_msg.sync(client=client, body=SendMsgRequest(group_id=20002, message=message))
friends = get_friend_list.sync(client=client)
failed = get_msg.sync(client=client, body=GetMsgRequest(message_id=-1))
member = get_group_member_info.sync(client=client, body=GetGroupMemberInfoRequest(group_id=20002, user_id=30003))
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
