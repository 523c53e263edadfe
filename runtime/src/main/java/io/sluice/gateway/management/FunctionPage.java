package io.sluice.gateway.management;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.sluice.registry.FunctionRecord;
import io.sluice.registry.FunctionRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A page of the list of functions, in the order of names: what is before it and what is behind it is not looked at.
 *
 * @param functions those that the caller may see
 * @param next where the page behind it is, if there may be more
 */
record FunctionPage(List<FunctionRecord> functions, Optional<String> next) {

    private static final int MOST = 1_000;

    static FunctionPage of(
            FunctionRegistry registry,
            Caller caller,
            Optional<String> owner,
            Optional<Integer> limit,
            Optional<String> marker) {
        owner.ifPresent(FunctionPage::requireName);
        limit.ifPresent(FunctionPage::requireLimit);
        Stream<FunctionRecord> behind = owner.isEmpty()
                ? registry.after(marker.orElse("").toLowerCase(Locale.ROOT))
                : registry.of(owner.get(), marker.orElse("").toLowerCase(Locale.ROOT));
        List<FunctionRecord> seen = behind.filter(
                        function -> function.shownTo(caller).isOpenTo(caller))
                .limit(limit.map(most -> most + 1L).orElse(Long.MAX_VALUE))
                .toList();
        return limit.filter(most -> seen.size() > most)
                .map(most -> cut(seen.subList(0, most), owner, most))
                .orElseGet(() -> new FunctionPage(seen, Optional.empty()));
    }

    private static FunctionPage cut(List<FunctionRecord> functions, Optional<String> owner, int limit) {
        String marker = functions.getLast().name().key();
        String next = "/v1/functions?limit=" + limit + "&marker=" + marker
                + owner.map(name -> "&owner=" + name).orElse("");
        return new FunctionPage(functions, Optional.of(next));
    }

    private static void requireName(String owner) {
        if (!owner.matches(FunctionName.PART)) {
            throw invalid("owner is an account's name of letters, digits, '_' and '-', was '" + owner + "'");
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw invalid("limit is a number of functions from 1 to " + MOST + ", was " + limit);
        }
    }

    private static BadRequest invalid(String message) {
        return new BadRequest(400, ErrorReply.INVALID_INPUT, message);
    }
}
