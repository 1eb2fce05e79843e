package dev.sallyport.shield.packages.install;

import java.util.ArrayList;
import java.util.List;

/** The quoted strings of a line, without escapes: what manifests' lines hold. */
final class Quoted {
    private Quoted() {}

    static List<String> all(String line) {
        List<String> all = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#') {
                break;
            }
            if (c == '"' || c == '\'') {
                int end = line.indexOf(c, at + 1);
                if (end < 0) {
                    break;
                }
                all.add(line.substring(at + 1, end));
                at = end;
            }
            at++;
        }
        return all;
    }
}
