// The classes of openapi-generator's `java`, as a user of the API would call them.
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.BotZhangHaoApi;
import org.openapitools.client.api.HaoYouXinXiApi;
import org.openapitools.client.api.QunXinXiApi;
import org.openapitools.client.api.XiaoXiApi;
import org.openapitools.client.model.GetGroupMemberInfoRequest;
import org.openapitools.client.model.GetMsgRequest;
import org.openapitools.client.model.MessageSegment;
import org.openapitools.client.model.SendMsgRequest;

public class Use {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));

        var me = new BotZhangHaoApi(client).getLoginInfo();
        var messages = new XiaoXiApi(client);
        var text = messages.sendMsg(new SendMsgRequest().userId(30003L).message("hello"));
        var parts = List.of(
            new MessageSegment().type("at").data(Map.of("qq", "30003")),
            new MessageSegment().type("text").data(Map.of("text", "hello")));
        var segments = messages.sendMsg(new SendMsgRequest().groupId(20002L).message(parts));
        var friends = new HaoYouXinXiApi(client).getFriendList();
        var failed = messages.getMsg(new GetMsgRequest().messageId(-1));
        var member = new QunXinXiApi(client)
            .getGroupMemberInfo(new GetGroupMemberInfoRequest().groupId(20002L).userId(30003L));

        Map<String, Object> seen = new LinkedHashMap<>();
        seen.put("nickname", me.getData().getNickname());
        seen.put("text", text.getData().getMessageId());
        seen.put("segments", segments.getData().getMessageId());
        seen.put("list", friends.getData().size());
        seen.put("code", failed.getRetcode());
        seen.put("words", failed.getWording());
        seen.put("role", member.getData().getRole());
        System.out.println(new ObjectMapper().writeValueAsString(seen));
    }
}
