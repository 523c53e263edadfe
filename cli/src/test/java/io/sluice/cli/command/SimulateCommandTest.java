package io.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.cli.console.Json;
import io.sluice.cli.failure.ExitCode;
import io.sluice.predictor.policy.catalog.PolicyCatalog;
import io.sluice.predictor.trace.readers.TraceReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    @TempDir
    private Path folder;

    /** Ten apps, of which app k is called every k minutes for two hours. */
    private Path trace() throws IOException {
        StringBuilder text = new StringBuilder("app,func,end_timestamp,duration\n");
        for (int app = 1; app <= 10; app++) {
            for (int minute = 0; minute < 120; minute += app) {
                text.append("app")
                        .append(app)
                        .append(",f,")
                        .append(minute * 60 + 1)
                        .append(",0.5\n");
            }
        }
        return Files.writeString(folder.resolve("calls.txt"), text);
    }

    private Run simulate(Object... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("simulate", "--trace", trace().toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return Run.of(Map.of(), "", all.toArray(String[]::new));
    }

    private JsonNode rows(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", "json"));
        Run run = simulate(all.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return Json.MAPPER.readTree(run.out()).path("rows");
    }

    @Test
    void simulate_policies_printsWhatEachCosts() throws IOException {
        Run run = simulate("--policy", "fixed,reactive");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo("reading ...\nreplaying ...\n");
        assertThat(run.out())
                .contains("How calls found their function\nPOLICY ")
                .containsPattern("\nfixed +353 +343 +0 +10 +10 ")
                .containsPattern("\nreactive +353 +0 +0 +353 +10 ")
                .contains("What waiting added to requests\n")
                .containsPattern("\nfixed +10m +[\\d,]+ +1\\.00 ");
    }

    @Test
    void simulate_withoutPolicies_replaysThemAll() throws IOException {
        JsonNode rows = rows();

        assertThat(rows.findValuesAsText("policy")).containsExactlyElementsOf(PolicyCatalog.names());
    }

    @Test
    void simulate_taus_makeRowsOfEachAndKeepAlives() throws IOException {
        JsonNode rows = rows("--policy", "fixed", "--tau", "1m,10m");

        assertThat(rows.findValuesAsText("policy")).containsExactly("fixed", "fixed", "fixed(1m)");
        assertThat(rows.findValuesAsText("tau")).containsExactly("1m", "10m", "1m");
        assertThat(rows.path(1).path("costRelative").asDouble()).isEqualTo(1);
        assertThat(rows.path(2).path("cold").asInt()).isGreaterThan(200);
    }

    @Test
    void simulate_csv_hasEveryFigure() throws IOException {
        Run run = simulate("--policy", "fixed", "-o", "csv");

        assertThat(run.out().lines().toList()).hasSize(2);
        assertThat(run.out()).startsWith("policy,tau,calls,").contains("\nfixed,10m,353,343,0,10,10,");
    }

    @Test
    void simulate_startTimeAndMemory_areThoseOfFunctions() throws IOException {
        JsonNode rows = rows("--policy", "reactive", "--start-time", "250ms", "--memory", "1GiB");

        assertThat(rows.path(0).path("addedP50Nanos").asLong()).isEqualTo(250_000_000);
        assertThat(rows.path(0).path("peakBytes").asLong() % (1 << 30)).isZero();
    }

    @Test
    void simulate_learnUntil_measuresTheRest() throws IOException {
        assertThat(rows("--policy", "fixed", "--learn-until", "50%")
                        .path(0)
                        .path("calls")
                        .asInt())
                .isBetween(165, 180);
    }

    @Test
    void simulate_sampleAndRest_areEverythingTogether() throws IOException {
        int sample = calls("--seed", "7", "--sample-apps", "40%");
        int rest = calls("--seed", "7", "--sample-apps", "40%", "--sample-rest");

        assertThat(sample + rest).isEqualTo(353);
        assertThat(sample).isPositive().isEqualTo(calls("--seed", "7", "--sample-apps", "40%"));
        assertThat(rows("--policy", "reactive", "--sample-apps", "40%")
                        .path(0)
                        .path("coldFirstUses")
                        .asInt())
                .isEqualTo(4);
    }

    private int calls(Object... arguments) throws IOException {
        List<Object> all = new ArrayList<>(List.of("--policy", "reactive"));
        all.addAll(List.of(arguments));
        return rows(all.toArray()).path(0).path("calls").asInt();
    }

    @Test
    void simulate_coldBeforeEachRequest_endsWhatIsWarm() throws IOException {
        assertThat(rows("--policy", "fixed", "--cold-before-each-request")
                        .path(0)
                        .path("cold")
                        .asInt())
                .isEqualTo(353);
    }

    @Test
    void simulate_plot_writesACurveForEachPolicy() throws IOException {
        Path svg = folder.resolve("curve.svg");
        Path png = folder.resolve("curve.png");

        assertThat(simulate("--policy", "fixed,reactive", "--plot", svg).code()).isZero();
        assertThat(simulate("--policy", "fixed", "--plot", png).code()).isZero();

        assertThat(Files.readString(svg)).contains("<svg", "fixed", "reactive", "30m");
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy fixed,best | --policy: there is none named 'best'",
                "--format csv | --format: there is none named 'csv'",
                "--tau 0s | --tau must be above 0, was 0s",
                "--tau soon | must be a duration such as 500ms, 90s, 10m or 1h30m, was 'soon'",
                "--start-time 5 | must be a duration such as 500ms, 90s, 10m or 1h30m, was '5'",
                "--memory 256 | must be a size such as 256MiB or 1GiB, was '256'",
                "--learn-until 120% | must be a percentage from 0% to 100%, was '120%'",
                "--sample-apps half | must be a percentage from 0% to 100%, was 'half'",
                "--sample-rest | --sample-rest needs --sample-apps",
                "--sample-apps 0% | there are no calls in calls.txt to replay",
                "--plot curve.pdf | --plot: the file must end with .svg or .png, was curve.pdf",
                "--format spans | calls.txt, line 1: expected a column 'trace', found the columns app, func,",
            })
    void simulate_wrongOptions_areToldWithWhatIsRight(String options, String message) throws IOException {
        Run run = simulate((Object[]) options.split(" "));

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void simulate_noFile_isNotFound() {
        Run run = Run.of(
                Map.of(), "", "simulate", "--trace", folder.resolve("none.csv").toString());

        assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err()).contains("--trace: there is no file ").contains("none.csv");
    }

    @Test
    void simulate_folderThatIsNotThere_isToldBeforeTheReplay() throws IOException {
        Run run = simulate("--plot", folder.resolve("no/curve.svg"));

        assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(run.err()).contains("--plot: there is no folder ").doesNotContain("reading");
    }

    @Test
    void simulate_brokenTrace_isToldByItsPlace() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.txt"), "app,func,end_timestamp,duration\na,f,1,-2\n");

        Run run = Run.of(Map.of(), "", "simulate", "--trace", broken.toString());

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("sluice: broken.txt, line 2, column 4 (duration): expected a number from 0 to 3000000000,"
                        + " found '-2'");
    }

    @Test
    void help_namesEveryFormat() {
        String help = Run.of(Map.of(), "", "simulate", "--help").out().replaceAll("\\s+", " ");

        assertThat(help).contains(TraceReaders.formats());
    }

    @Test
    void csv_ofOtherCommands_isRefused() {
        Run run = Run.of(Map.of(), "", "version", "-o", "csv");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("-o csv: this command writes table or json");
    }
}
