package io.sluice.functions.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanFunctionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CleanFunction function = new CleanFunction("handles,urls,entities,elongations,whitespace");

    @Test
    void clean_ofATweet_leavesItsLanguage() throws Exception {
        assertThat(clean("\"  .@ann soooo  good!!!!!! http://example.org/x?a=b&amp;c=d &lt;3 &#128512; :)\""))
                .isEqualTo("soo good!!! <3 \uD83D\uDE00 :)");
    }

    @Test
    void clean_ofAMailAddress_leavesIt() throws Exception {
        assertThat(clean("\"mail me@example.org\"")).isEqualTo("mail me@example.org");
    }

    @Test
    void clean_ofUnknownEntities_leavesThem() throws Exception {
        assertThat(clean("\"&foo; &#9999999; A&B\"")).isEqualTo("&foo; \uFFFD A&B");
    }

    @Test
    void clean_ofAList_isAList() throws Exception {
        assertThat(clean("[\"@a x\",{\"text\":\"y http\"}]")).isEqualTo(List.of("x", "y"));
    }

    @Test
    void clean_withOptions_removesWhatTheySay() throws Exception {
        assertThat(clean("{\"text\":[\"@a #b  c\"],\"options\":{\"remove\":[\"hashtags\"]}}"))
                .isEqualTo(List.of("@a    c"));
    }

    @Test
    void clean_withAnUnknownOption_namesIt() {
        assertThatThrownBy(() -> clean("{\"text\":\"a\",\"options\":{\"remove\":[\"vowels\"]}}"))
                .hasMessageContaining("options.remove: 'vowels' is not one of none, handles, urls");
    }

    @Test
    void clean_withOptionsOfAnotherForm_namesTheRule() {
        assertThatThrownBy(() -> clean("{\"text\":\"a\",\"options\":3}"))
                .hasMessage("options must be an object with \"remove\", was 3");
    }

    @Test
    void function_withAWrongSetting_namesIt() {
        assertThatThrownBy(() -> new CleanFunction("url")).hasMessageContaining("CLEAN_REMOVE: 'url' is not one of");
    }

    private Object clean(String json) throws Exception {
        return function.clean(JSON.readTree(json));
    }
}
