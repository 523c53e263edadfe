package io.sluice.contract.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an API key lets its holder do, as far as its user may do it at all.
 *
 * @param kind {@code superuser}, {@code algorithm} or {@code platform-admin}
 * @param functions which functions it calls: {@code algo://*}, {@code algo://owner/*} or {@code algo://owner/name} each
 * @param readsData whether it reads data
 * @param writesData whether it writes and deletes data
 * @param managesFunctions whether it deploys, changes and removes functions, and sees their logs
 * @param webOrigin the web origin whose pages may use it, {@code *} for all, null for none
 */
public record KeyRights(
        String kind,
        List<String> functions,
        boolean readsData,
        boolean writesData,
        boolean managesFunctions,
        @Nullable String webOrigin) {}
