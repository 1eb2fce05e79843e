package dev.sallyport.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
public final class Router {
    /** What a path and a method lead to. */
    sealed interface Found {
        /** A route and what its braces matched, decoded. */
        record Match(Route route, Map<String, String> path) implements Found {}

        /** The path is known under other methods. */
        record OtherMethod(SortedSet<String> allowed) implements Found {}

        /** Nothing is there. */
        record Nothing() implements Found {}
    }

    private final List<Route> routes;
    private final Map<String, Map<String, Found.Match>> exact = new HashMap<>();
    private final Map<Integer, List<Route>> byLength = new HashMap<>();
    private final List<Route> openEnded = new ArrayList<>();

    /** A router of those routes; the first that fits serves. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : routes) {
            if (route.openEnded()) {
                openEnded.add(route);
            } else if (route.template().contains("{")) {
                byLength.computeIfAbsent(route.segments().size(), n -> new ArrayList<>())
                        .add(route);
            } else {
                exact.computeIfAbsent(route.template(), t -> new HashMap<>())
                        .put(route.method(), new Found.Match(route, Map.of()));
            }
        }
    }

    /** All routes, in the order given. */
    public List<Route> routes() {
        return routes;
    }

    /** Finds the route of a method and a raw (still encoded) path. */
    Found find(String method, String rawPath) {
        Map<String, Found.Match> methods = exact.get(rawPath);
        if (methods != null) {
            Found.Match match = methods.get(method);
            return match != null ? match : new Found.OtherMethod(new TreeSet<>(methods.keySet()));
        }
        List<String> segments = split(rawPath);
        SortedSet<String> others = new TreeSet<>();
        for (Route route : byLength.getOrDefault(segments.size(), List.of())) {
            Optional<Map<String, String>> path = match(route.segments(), segments);
            if (path.isPresent()) {
                if (route.method().equals(method)) {
                    return new Found.Match(route, path.get());
                }
                others.add(route.method());
            }
        }
        for (Route route : openEnded) {
            Optional<Map<String, String>> path = matchOpen(route.segments(), segments);
            if (path.isPresent()) {
                if (route.method().equals(method)) {
                    return new Found.Match(route, path.get());
                }
                others.add(route.method());
            }
        }
        return others.isEmpty() ? new Found.Nothing() : new Found.OtherMethod(others);
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> segments) {
        Map<String, String> path = new LinkedHashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String wanted = template.get(i);
            String given = segments.get(i);
            if (wanted.startsWith("{")) {
                Optional<String> decoded = decoded(given);
                if (decoded.isEmpty()) {
                    return Optional.empty();
                }
                path.put(wanted.substring(1, wanted.length() - 1), decoded.get());
            } else if (!wanted.equals(given)) {
                return Optional.empty();
            }
        }
        return Optional.of(path);
    }

    private static Optional<Map<String, String>> matchOpen(List<String> template, List<String> segments) {
        int fixed = template.size() - 1;
        if (segments.size() <= fixed) {
            return Optional.empty();
        }
        String name = template.getLast();
        String rest = String.join("/", segments.subList(fixed, segments.size()));
        return match(template.subList(0, fixed), segments).map(path -> {
            path.put(name.substring(1, name.length() - 1), rest);
            return path;
        });
    }

    private static Optional<String> decoded(String segment) {
        if (segment.isEmpty()) {
            return Optional.empty();
        }
        if (segment.indexOf('%') < 0) {
            return Optional.of(segment);
        }
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static List<String> split(String path) {
        List<String> segments = new ArrayList<>(6);
        int start = path.startsWith("/") ? 1 : 0;
        for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
            segments.add(path.substring(start, slash));
            start = slash + 1;
        }
        segments.add(path.substring(start));
        return segments;
    }
}
