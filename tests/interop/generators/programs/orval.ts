// orval's functions for fetch, as a user of the API would write it. They have the server's address from the document.
import { getFriendList, getGroupMemberInfo, getLoginInfo, getMsg, sendMsg } from "./orval_client";

const [url, token] = process.argv.slice(2);
const options = { headers: { authorization: `Bearer ${token}` } };
const standard = globalThis.fetch;
globalThis.fetch = (path, init) => standard(url + path, init);

const me = await getLoginInfo(options);
const text = await sendMsg({ user_id: 30003, message: "hello" }, options);
const message = [
  { type: "at", data: { qq: "30003" } },
  { type: "text", data: { text: "hello" } },
];
const segments = await sendMsg({ group_id: 20002, message }, options);
const friends = await getFriendList(options);
const failed = await getMsg({ message_id: -1 }, options);
const member = await getGroupMemberInfo({ group_id: 20002, user_id: 30003 }, options);

console.log(
  JSON.stringify({
    nickname: me.status === 200 ? me.data.data?.nickname : undefined,
    text: text.status === 200 ? text.data.data?.message_id : undefined,
    segments: segments.status === 200 ? segments.data.data?.message_id : undefined,
    list: friends.status === 200 ? friends.data.data?.length : undefined,
    code: failed.status === 200 ? failed.data.retcode : undefined,
    words: failed.status === 200 ? failed.data.wording : undefined,
    role: member.status === 200 ? member.data.data?.role : undefined,
  }),
);
