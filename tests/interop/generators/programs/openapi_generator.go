// The module of openapi-generator's `go`, as a user of the API would call it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	api "github.com/example/generated"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	configuration := api.NewConfiguration()
	configuration.Servers = api.ServerConfigurations{{URL: os.Args[1]}}
	configuration.AddDefaultHeader("Authorization", "Bearer "+os.Args[2])
	client := api.NewAPIClient(configuration)
	ctx := context.Background()

	me, _, err := client.BotZhangHaoAPI.GetLoginInfo(ctx).Execute()
	check(err)
	hello := "hello"
	plain := api.NewSendMsgRequest(api.Message{String: &hello})
	plain.SetUserId(30003)
	text, _, err := client.XiaoXiAPI.SendMsg(ctx).SendMsgRequest(*plain).Execute()
	check(err)
	parts := []api.MessageSegment{
		*api.NewMessageSegment("at", map[string]interface{}{"qq": "30003"}),
		*api.NewMessageSegment("text", map[string]interface{}{"text": "hello"}),
	}
	rich := api.NewSendMsgRequest(api.Message{ArrayOfMessageSegment: &parts})
	rich.SetGroupId(20002)
	segments, _, err := client.XiaoXiAPI.SendMsg(ctx).SendMsgRequest(*rich).Execute()
	check(err)
	friends, _, err := client.HaoYouXinXiAPI.GetFriendList(ctx).Execute()
	check(err)
	failed, _, err := client.XiaoXiAPI.GetMsg(ctx).GetMsgRequest(*api.NewGetMsgRequest(-1)).Execute()
	check(err)
	member, _, err := client.QunXinXiAPI.GetGroupMemberInfo(ctx).
		GetGroupMemberInfoRequest(*api.NewGetGroupMemberInfoRequest(20002, 30003)).Execute()
	check(err)

	seen, err := json.Marshal(map[string]interface{}{
		"nickname": me.Data.Get().GetNickname(),
		"text":     text.Data.Get().GetMessageId(),
		"segments": segments.Data.Get().GetMessageId(),
		"list":     len(friends.Data),
		"code":     failed.GetRetcode(),
		"words":    failed.GetWording(),
		"role":     member.Data.Get().GetRole(),
	})
	check(err)
	fmt.Println(string(seen))
}
