package dev.sallyport.cli.packages;

import dev.sallyport.shield.packages.name.Ecosystem;
import dev.sallyport.shield.packages.registry.Facts;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a registry's document says of one package: an npm packument, PyPI's JSON of a project, crates.io's of a crate, or a row of our own.
 *
 * @param name as the document writes it
 */
record RegistryRecord(Ecosystem ecosystem, String name, Facts facts) {

    /** Reads a document; empty if it is another kind of thing. */
    static Optional<RegistryRecord> of(JsonNode node, Optional<Ecosystem> placed) {
        if (node.path("name").isString()
                && (node.has("dist-tags") || node.path("time").isObject())) {
            return Optional.of(npm(node));
        }
        if (node.path("info").path("name").isString() && (node.has("releases") || node.has("urls"))) {
            return Optional.of(pypi(node));
        }
        if (node.path("crate").path("id").isString()) {
            return Optional.of(crate(node));
        }
        boolean own = node.path("name").isString() && (node.has("exists") || node.has("created"));
        return own ? placed.map(ecosystem -> own(node, ecosystem)) : Optional.empty();
    }

    private static RegistryRecord npm(JsonNode node) {
        JsonNode times = node.path("time");
        String latest = node.path("dist-tags").path("latest").asString("");
        JsonNode newest = node.path("versions").path(latest);
        JsonNode scripts = newest.path("scripts");
        boolean runs = newest.path("hasInstallScript").asBoolean(false)
                || scripts.has("preinstall")
                || scripts.has("install")
                || scripts.has("postinstall");
        boolean removed = latest.contains("-security") || times.has("unpublished");
        Facts facts = new Facts(
                true,
                time(times.path("created")),
                time(times.path(latest.isEmpty() ? "modified" : latest)),
                maintainers(node.path("maintainers")),
                OptionalLong.empty(),
                runs,
                removed,
                names(node.path("versions")));
        return new RegistryRecord(Ecosystem.NPM, node.path("name").asString(), facts);
    }

    private static RegistryRecord pypi(JsonNode node) {
        OptionalLong first = OptionalLong.empty();
        OptionalLong last = OptionalLong.empty();
        for (Map.Entry<String, JsonNode> release : node.path("releases").properties()) {
            for (JsonNode file : release.getValue()) {
                OptionalLong at = time(file.path("upload_time_iso_8601"));
                if (at.isPresent()) {
                    first = OptionalLong.of(Math.min(first.orElse(Long.MAX_VALUE), at.getAsLong()));
                    last = OptionalLong.of(Math.max(last.orElse(0), at.getAsLong()));
                }
            }
        }
        String version = node.path("info").path("version").asString("");
        JsonNode files = node.path("releases").path(version);
        files = files.isMissingNode() ? node.path("urls") : files;
        // A wheel runs nothing when it is installed; a source archive runs its build.
        boolean wheel = false;
        for (JsonNode file : files) {
            wheel |= file.path("packagetype").asString("").equals("bdist_wheel");
        }
        Facts facts = new Facts(
                true,
                first,
                last,
                OptionalInt.empty(),
                OptionalLong.empty(),
                !files.isEmpty() && !wheel,
                false,
                names(node.path("releases")));
        return new RegistryRecord(Ecosystem.PYPI, node.path("info").path("name").asString(), facts);
    }

    private static RegistryRecord crate(JsonNode node) {
        JsonNode crate = node.path("crate");
        Set<String> versions = new HashSet<>();
        node.path("versions")
                .forEach(version -> versions.add(version.path("num").asString("")));
        versions.remove("");
        JsonNode recent = crate.path("recent_downloads");
        Facts facts = new Facts(
                true,
                time(crate.path("created_at")),
                time(crate.path("updated_at")),
                OptionalInt.empty(),
                recent.isNumber() ? OptionalLong.of(recent.asLong() / 3) : OptionalLong.empty(),
                false,
                false,
                versions);
        return new RegistryRecord(Ecosystem.CRATES, crate.path("id").asString(), facts);
    }

    private static RegistryRecord own(JsonNode node, Ecosystem ecosystem) {
        Set<String> versions = new HashSet<>();
        node.path("versions")
                .forEach(version -> versions.add(version.asString("").strip()));
        versions.remove("");
        boolean exists = node.path("exists").asBoolean(true);
        JsonNode downloads = node.path("downloads");
        Facts facts = !exists
                ? Facts.absent()
                : new Facts(
                        true,
                        time(node.path("created")),
                        time(node.path("updated")),
                        maintainers(node.path("maintainers")),
                        downloads.isNumber() ? OptionalLong.of(downloads.asLong()) : OptionalLong.empty(),
                        node.path("install_script").asBoolean(false),
                        node.path("removed").asBoolean(false),
                        versions);
        return new RegistryRecord(ecosystem, node.path("name").asString(), facts);
    }

    private static OptionalInt maintainers(JsonNode node) {
        if (node.isArray()) {
            return OptionalInt.of(node.size());
        }
        return node.isNumber() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.properties().forEach(member -> names.add(member.getKey()));
        return names;
    }

    private static OptionalLong time(JsonNode node) {
        String text = node.asString("");
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException other) {
            return OptionalLong.empty();
        }
    }
}
