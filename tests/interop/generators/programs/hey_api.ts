// @hey-api/openapi-ts, as a user of the API would write it.
import { client } from "./hey_api/client.gen";
import { getFriendList, getGroupMemberInfo, getLoginInfo, getMsg, sendMsg } from "./hey_api/sdk.gen";

const [url, token] = process.argv.slice(2);
client.setConfig({ baseUrl: url, auth: token });

const me = await getLoginInfo();
const text = await sendMsg({ body: { user_id: 30003, message: "hello" } });
const message = [
  { type: "at", data: { qq: "30003" } },
  { type: "text", data: { text: "hello" } },
];
const segments = await sendMsg({ body: { group_id: 20002, message } });
const friends = await getFriendList();
const failed = await getMsg({ body: { message_id: -1 } });
const member = await getGroupMemberInfo({ body: { group_id: 20002, user_id: 30003 } });

console.log(
  JSON.stringify({
    nickname: me.data?.data?.nickname,
    text: text.data?.data?.message_id,
    segments: segments.data?.data?.message_id,
    list: friends.data?.data?.length,
    code: failed.data?.retcode,
    words: failed.data?.wording,
    role: member.data?.data?.role,
  }),
);
