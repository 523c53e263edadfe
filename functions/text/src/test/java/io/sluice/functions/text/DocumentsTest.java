package io.sluice.functions.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.sluice.functions.AlgorithmException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void documents_ofAText_areOne() throws Exception {
        assertThat(documents("\"hi\"")).isEqualTo(new OneOrMany<>(List.of(new Document.Text("hi")), true));
    }

    @Test
    void documents_ofAFlatList_areOneDocumentsTokens() throws Exception {
        assertThat(documents("[\"a\",\"b\"]").map(document -> document))
                .isEqualTo(new Document.Tokens(List.of("a", "b")));
    }

    @Test
    void documents_ofListsAndObjects_areSeveral() throws Exception {
        assertThat(documents("[[\"a\"],{\"text\":\"b\"},[]]").map(document -> document))
                .isEqualTo(List.of(
                        new Document.Tokens(List.of("a")), new Document.Text("b"), new Document.Tokens(List.of())));
    }

    @Test
    void documents_ofAnEmptyList_areNone() throws Exception {
        assertThat(documents("[]")).isEqualTo(new OneOrMany<>(List.of(), false));
    }

    @Test
    void documents_ofANumberAmongTokens_nameRuleAndValue() {
        assertThatThrownBy(() -> Documents.of(JSON.readTree("[\"a\",3]")))
                .isInstanceOf(AlgorithmException.class)
                .hasMessage("input[1] must be a string (a flat list is one document's tokens), was 3");
    }

    @Test
    void texts_ofAList_comeBackAsAList() throws Exception {
        assertThat(Texts.of(JSON.readTree("[\"a\",{\"text\":\"b\"}]")).content().map(text -> text + "!"))
                .isEqualTo(List.of("a!", "b!"));
    }

    @Test
    void texts_ofAnObjectWithoutText_nameTheItem() {
        assertThatThrownBy(() -> Texts.of(JSON.readTree("[\"a\",{}]")))
                .hasMessage("input[1] must be a text, an object with a \"text\", or a list of those,"
                        + " was an object without \"text\"");
    }

    @Test
    void texts_ofNothing_areAnInputError() {
        for (var nothing : new JsonNode[] {null, NullNode.instance}) {
            assertThatThrownBy(() -> Texts.of(nothing))
                    .isInstanceOf(AlgorithmException.class)
                    .hasMessageEndingWith("was nothing");
            assertThatThrownBy(() -> Documents.of(nothing))
                    .isInstanceOf(AlgorithmException.class)
                    .hasMessageEndingWith("was nothing");
        }
    }

    @Test
    void texts_ofAnObjectWithAnotherText_nameIt() {
        assertThatThrownBy(() -> Texts.of(JSON.readTree("{\"text\":3}")))
                .hasMessageEndingWith("was an object whose \"text\" is 3");
    }

    private static OneOrMany<Document> documents(String json) throws Exception {
        return Documents.of(JSON.readTree(json)).content();
    }
}
