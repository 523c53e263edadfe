package io.sluice.functions.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.functions.AlgorithmException;
import org.junit.jupiter.api.Test;

final class DocumentsTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void texts_ofAStringOrAnObject_areOne() throws Exception {
        assertThat(Documents.texts(json("\"a\""))).containsExactly("a");
        assertThat(Documents.texts(json("{\"text\":\"a\",\"id\":1}"))).containsExactly("a");
    }

    @Test
    void texts_ofAList_keepItsOrder() throws Exception {
        assertThat(Documents.texts(json("[\"a\",{\"text\":\"b\"}]"))).containsExactly("a", "b");
        assertThat(Documents.texts(json("[]"))).isEmpty();
    }

    @Test
    void texts_ofAnotherForm_nameTheDocument() {
        assertThatThrownBy(() -> Documents.texts(json("[\"a\",5]")))
                .isInstanceOf(AlgorithmException.class)
                .hasMessage("document 1 must be a string, or an object with a string 'text', was number");
    }

    @Test
    void texts_ofNothing_areAnInputError() {
        assertThatThrownBy(() -> Documents.texts(null)).hasMessageContaining("the input must be");
    }
}
