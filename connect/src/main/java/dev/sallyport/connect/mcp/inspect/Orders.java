package dev.sallyport.connect.mcp.inspect;

import dev.sallyport.text.normal.Fold;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sentences that a description has no business with. A description may say when its tool is useful and in which order its own tools are
 * called; it may not speak to the model about its user, its other instructions or foreign files. Read in folded form, so that
 * look-alike letters and odd spaces change nothing.
 */
final class Orders {
    /** A longer text is read in its first and last part of that length: nothing ordinary is longer. */
    private static final int READ_CHARS = 200_000;

    private static final List<Pattern> ORDERS = List.of(
            // to disregard what others said
            Pattern.compile(
                    "\\b(?:ignore|disregard|forget|override|bypass)\\b[^.\n]{0,40}\\b(?:previous|prior|above|earlier|"
                            + "preceding|other|all|any|system|safety|user'?s?)\\b[^.\n]{0,30}"
                            + "\\b(?:instructions?|prompts?|rules?|guidelines?|directives?|policies)\\b"),
            // to keep something from the person
            Pattern.compile(
                    "\\b(?:do not|don't|never|without|must not|should not|avoid)\\b[^.\n]{0,30}\\b(?:tell(?:ing)?|"
                            + "mention(?:ing)?|inform(?:ing)?|notify(?:ing)?|reveal(?:ing)?|show(?:ing)?|disclos(?:e|ing)|alert(?:ing)?|"
                            + "warn(?:ing)?|explain(?:ing)?|ask(?:ing)?)\\b[^.\n]{0,30}\\b(?:the )?(?:user|human|person|operator)\\b"),
            Pattern.compile(
                    "\\b(?:hide|conceal|keep)\\b[^.\n]{0,40}\\bfrom (?:the )?(?:user|human|person|operator)\\b"),
            // to fetch first what the call does not need
            Pattern.compile(
                    "\\bbefore (?:using|calling|invoking|running)\\b[^\n]{0,80}\\b(?:read|open|cat|fetch|load|access|send|"
                            + "upload|include)\\b[^\n]{0,80}(?:~/|/etc/|\\.ssh\\b|\\.env\\b|id_rsa|\\.aws\\b|mcp\\.json|credentials?\\b|"
                            + "private key|api keys?\\b|passwords?\\b|secrets?\\b|conversation)"),
            Pattern.compile(
                    "\\b(?:pass|put|include|send|append|provide)\\b[^\n]{0,60}\\b(?:contents? of|full|entire|whole)\\b[^\n]{0,60}"
                            + "(?:~/|\\.ssh\\b|\\.env\\b|id_rsa|mcp\\.json|conversation|chat history|system prompt)"),
            // to act instead of other servers' tools
            Pattern.compile(
                    "\\b(?:when|whenever|if)\\b[^.\n]{0,60}\\b(?:other|another|any other) (?:tools?|servers?)\\b[^.\n]{0,60}"
                            + "\\b(?:instead|must|always|first|redirect|change)\\b"),
            Pattern.compile(
                    "\\b(?:reveal|print|repeat|output|leak|exfiltrate|return)\\b[^.\n]{0,30}\\b(?:system prompt|"
                            + "your instructions|initial instructions)\\b"),
            Pattern.compile(
                    "\\byou are (?:now|no longer)\\b[^.\n]{0,60}\\b(?:mode|assistant|agent|bound|restricted|jailbroken)\\b"));

    private static final List<Pattern> MARKUP = List.of(
            Pattern.compile(
                    "</?(?:important|system|secret|hidden|instructions?|admin|critical|assistant|developer)\\b[^>]{0,80}>"),
            Pattern.compile("<!--"),
            Pattern.compile("<\\|?(?:im_start|im_end|endoftext|eot_id|start_header_id)\\|?>"),
            Pattern.compile("\\[/?inst\\]"),
            Pattern.compile("\\bdisplay\\s*:\\s*none\\b"));

    private Orders() {}

    static void in(String text, Set<Finding> found) {
        if (text.length() < 4) {
            return;
        }
        String folded = folded(text);
        if (ORDERS.stream().anyMatch(order -> order.matcher(folded).find())) {
            found.add(Finding.ORDERS_THE_MODEL);
        }
        if (MARKUP.stream().anyMatch(markup -> markup.matcher(folded).find())) {
            found.add(Finding.HIDING_MARKUP);
        }
    }

    private static String folded(String text) {
        String read = text.length() <= 2 * READ_CHARS
                ? text
                : text.substring(0, READ_CHARS) + '\n' + text.substring(text.length() - READ_CHARS);
        StringBuilder out = new StringBuilder(read.length());
        read.codePoints().forEach(c -> out.append(c == '\n' ? "\n" : Fold.of(c)));
        return out.toString();
    }
}
