package dev.sallyport.server.console;

import dev.sallyport.server.wiring.Heard;
import dev.sallyport.server.wiring.TestGateway;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a script: keeps one cookie, reads forms, sends them. Confined to one thread. */
public final class Browser {
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");

    private final TestGateway gateway;
    private String cookie = "";

    public Browser(TestGateway gateway) {
        this.gateway = gateway;
    }

    public Heard get(String path) {
        return gateway.client().send("GET", path, Optional.empty(), null, cookies());
    }

    private Map<String, String> cookies() {
        return cookie.isEmpty() ? new HashMap<>() : new HashMap<>(Map.of("Cookie", cookie));
    }

    Heard post(String path, Map<String, String> fields) {
        return post(path, fields, Map.of());
    }

    Heard post(String path, Map<String, String> fields, Map<String, String> more) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Map<String, String> headers = cookies();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.putAll(more);
        return gateway.client().send("POST", path, Optional.empty(), String.join("&", pairs), headers);
    }

    /** Keeps the cookie that an answer sets. */
    Heard keep(Heard heard) {
        heard.raw().headers().firstValue("Set-Cookie").ifPresent(set -> {
            String fresh = set.substring(0, set.indexOf(';'));
            String name = fresh.substring(0, fresh.indexOf('=') + 1);
            String others = Arrays.stream(cookie.split("; "))
                    .filter(one -> !one.isEmpty() && !one.startsWith(name))
                    .collect(Collectors.joining("; "));
            cookie = others.isEmpty() ? fresh : others + "; " + fresh;
        });
        return heard;
    }

    /** Goes where another site sent it, and keeps the cookie. */
    Heard follow(URI address) {
        return keep(get(address.getRawPath() + "?" + address.getRawQuery()));
    }

    /** A parameter of an address, as it stands there. */
    static String query(URI address, String name) {
        for (String pair : address.getRawQuery().split("&")) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        throw new AssertionError("no " + name + " in " + address);
    }

    /** Signs in and keeps the cookie. */
    public Heard signIn(String name, String secret) {
        Heard heard = post("/console/sign-in", Map.of("name", name, "secret", secret, "next", "/console/"));
        heard.raw().headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        return heard;
    }

    /** What every form of this person carries. */
    String csrf() {
        return form(get("/console/"), ">Sign out<").getOrDefault("csrf", "");
    }

    String cookie() {
        return cookie;
    }

    /** The hidden fields of the page's form that holds that text, and its data attributes as {@code data-NAME}. */
    static Map<String, String> form(Heard page, String holding) {
        return formIn(page.text(), holding);
    }

    private static Map<String, String> formIn(String text, String holding) {
        for (String form : text.split("(?=<form )")) {
            if (form.startsWith("<form ") && form.contains(holding)) {
                Map<String, String> fields = new HashMap<>();
                Matcher hidden = HIDDEN.matcher(form);
                while (hidden.find()) {
                    fields.put(hidden.group(1), hidden.group(2));
                }
                return fields;
            }
        }
        throw new AssertionError("no form with " + holding + " in " + text);
    }

    /** The same in the row of a table that holds the first text. */
    static Map<String, String> form(Heard page, String row, String holding) {
        for (String one : page.text().split("(?=<tr )")) {
            if (one.contains(row)) {
                return formIn(one, holding);
            }
        }
        throw new AssertionError("no row with " + row + " in " + page.text());
    }

    /** A data attribute of the page's form that asks a device. */
    static String data(Heard page, String name) {
        Matcher found = Pattern.compile(" data-" + name + "=\"([^\"]*)\"").matcher(page.text());
        if (!found.find()) {
            throw new AssertionError("no data-" + name + " in " + page.text());
        }
        return found.group(1);
    }
}
