package dev.sallyport.server.config;

import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the channels people are asked through. */
final class ChannelOptions {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final URI SLACK = URI.create("https://slack.com/api/");
    private static final List<String> KINDS = List.of("webhook", "slack", "teams");

    private ChannelOptions() {}

    /** @param path makes a path of the file's text */
    static List<Channel> read(Section parent, Function<String, Path> path) {
        List<Channel> out = new ArrayList<>();
        parent.sections("channels").forEach((name, s) -> {
            if (!NAME.matcher(name).matches()) {
                throw parent.fault("channels", "are named with up to 40 lower-case letters, digits and dashes");
            }
            if (name.equals("console")) {
                throw parent.fault("channels", "can't be named `console`: measurements call the console itself so");
            }
            out.add(channel(name, s, path));
        });
        return List.copyOf(out);
    }

    private static Channel channel(String name, Section s, Function<String, Path> path) {
        Channel.Reach reach = reach(s);
        return new Channel(
                name,
                made(s, "tenant", s.text("tenant", "default"), TenantId::new),
                Set.copyOf(s.texts("groups")),
                people(s),
                reach,
                kind(s, path, reach));
    }

    static Channel.Reach reach(Section s) {
        String word = s.text("network", "public");
        return switch (word) {
            case "public" -> Channel.Reach.PUBLIC;
            case "private" -> Channel.Reach.PRIVATE;
            case "loopback" -> Channel.Reach.LOOPBACK;
            default -> throw s.fault("network", "takes public, private or loopback, not `" + word + "`");
        };
    }

    private static Map<String, PersonId> people(Section s) {
        Map<String, PersonId> byId = new HashMap<>();
        s.pairs("people").forEach((person, id) -> {
            if (byId.put(id, made(s, "people", person, PersonId::new)) != null) {
                throw s.fault("people", "gives two approvers the id `" + id + "`; each person has one of their own");
            }
        });
        return byId;
    }

    private static Channel.Kind kind(Section s, Function<String, Path> path, Channel.Reach reach) {
        List<String> named = KINDS.stream().filter(s::has).toList();
        if (named.size() != 1) {
            throw s.fault("webhook", "or `slack` or `teams` says what is there; name exactly one");
        }
        Section of = s.section(named.getFirst());
        return switch (named.getFirst()) {
            case "webhook" ->
                new Channel.Kind.Webhook(
                        address(of, "url", of.uri("url").orElseThrow(() -> missing(of, "url")), reach),
                        file(of, "secret_file", path));
            case "slack" ->
                new Channel.Kind.Slack(
                        address(of, "api", of.uri("api").orElse(SLACK), reach),
                        need(of, "conversation"),
                        need(of, "team"),
                        file(of, "token_file", path),
                        file(of, "signing_secret_file", path));
            default -> new Channel.Kind.Teams(file(of, "url_file", path));
        };
    }

    private static URI address(Section s, String key, URI uri, Channel.Reach reach) {
        boolean plain = !"https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
        if (plain && reach != Channel.Reach.LOOPBACK) {
            throw s.fault(key, "takes https://; plain http is for `network: loopback`");
        }
        return uri;
    }

    private static Path file(Section s, String key, Function<String, Path> path) {
        return path.apply(need(s, key));
    }

    private static String need(Section s, String key) {
        return s.text(key).orElseThrow(() -> missing(s, key));
    }

    private static BadConfig missing(Section s, String key) {
        return s.fault(key, "is missing");
    }

    private static <T> T made(Section s, String key, String text, Function<String, T> make) {
        try {
            return make.apply(text);
        } catch (IllegalArgumentException e) {
            throw s.fault(key, "is unusable: " + e.getMessage());
        }
    }
}
