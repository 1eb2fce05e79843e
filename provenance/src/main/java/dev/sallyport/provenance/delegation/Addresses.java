package dev.sallyport.provenance.delegation;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The addresses a text names: of the web, of mail, of accounts. Bounded patterns; linear in the text. */
public final class Addresses {
    private static final Pattern URL = Pattern.compile(
            "(?:(?i:https?)://[^\\s'\"<>()\\]}]{1,2000})|(?<![\\p{L}\\p{N}@._-])(?:www\\.)?[\\p{L}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{N}_-]{1,63}){0,6}\\.(?-i:[a-z]{2,12})(?![\\p{L}\\p{N}_@])(?:/[^\\s'\"<>()\\]}]{0,2000})?|www\\.[\\p{L}\\p{N}_-]{1,63}(?:[./][^\\s'\"<>()\\]}]{0,2000})?");
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]{1,64}@[\\p{L}\\p{N}_-]{1,63}(?:\\.[\\p{L}\\p{N}_-]{1,63}){1,6}");
    private static final Pattern IBAN = Pattern.compile("\\b[A-Z]{2}[0-9]{2}[0-9A-Z]{6,30}\\b");

    /** A name that ends so is a file, unless a scheme or {@code www.} says otherwise. */
    private static final Set<String> FILES = Set.of(
            "txt", "doc", "docx", "pdf", "xls", "xlsx", "csv", "ppt", "pptx", "md", "json", "yaml", "yml", "py", "js",
            "java", "png", "jpg", "jpeg", "gif", "zip", "html", "log", "xml", "rs", "go", "ts", "sh", "cfg", "ini",
            "pub", "pem", "mp3");

    private Addresses() {}

    /** Addresses of the web, in the form of {@link Spelling#url}. */
    public static Set<String> urls(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = URL.matcher(text);
        while (matcher.find()) {
            String match = matcher.group();
            String host = Spelling.host(match);
            int dot = host.lastIndexOf('.');
            boolean said = match.contains("://") || match.startsWith("www.");
            boolean mail = matcher.end() < text.length() && text.charAt(matcher.end()) == '@';
            if (!mail && (said || (dot > 0 && !FILES.contains(host.substring(dot + 1))))) {
                found.add(Spelling.url(match));
            }
        }
        return found;
    }

    /** Addresses of mail, in the form of {@link Spelling#value}. */
    public static Set<String> emails(String text) {
        return all(EMAIL, text);
    }

    /** Account numbers, in the form of {@link Spelling#value}. */
    public static Set<String> accounts(String text) {
        return all(IBAN, text);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(Spelling.value(matcher.group()));
        }
        return found;
    }
}
