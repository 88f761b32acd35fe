// openapi-typescript's types with openapi-fetch, as a user of the API would write it.
import createClient from "openapi-fetch";
import type { paths } from "./openapi_typescript";

const [url, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });

const me = await client.POST("/get_login_info");
const text = await client.POST("/send_msg", { body: { user_id: 30003, message: "hello" } });
const message = [
  { type: "at", data: { qq: "30003" } },
  { type: "text", data: { text: "hello" } },
];
const segments = await client.POST("/send_msg", { body: { group_id: 20002, message } });
const friends = await client.POST("/get_friend_list");
const failed = await client.POST("/get_msg", { body: { message_id: -1 } });
const member = await client.POST("/get_group_member_info", { body: { group_id: 20002, user_id: 30003 } });

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
