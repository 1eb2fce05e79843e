package dev.sallyport.shield.injection;

import dev.sallyport.text.match.Words;
import java.util.List;

/**
 * Text made to look like the frame of a conversation: the tokens by which models part its turns, and an image whose address carries what a
 * model would fill in. Pure.
 */
final class Marks {
    /** Tokens that no ordinary text holds, by which families of models begin and end turns. */
    private static final List<String> TOKENS = List.of(
            "<|im_start|>",
            "<|im_end|>",
            "<|im_sep|>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|start_header_id|>",
            "<|end_header_id|>",
            "<|begin_of_text|>",
            "<|system|>",
            "<|assistant|>",
            "<|user|>",
            "<|endofprompt|>",
            "<|start|>system",
            "<|start|>developer",
            "[inst]",
            "[/inst]",
            "<<sys>>",
            "<</sys>>",
            "<start_of_turn>",
            "<end_of_turn>",
            "[system_prompt]",
            "[available_tools]",
            "<|channel|>",
            "<|tool_call",
            "<|begin_of_sentence|>",
            "<|start_of_role|>",
            "[end of context]");

    /** Frames in ordinary markup: a doubt, not a proof. */
    private static final List<String> FRAMES = List.of(
            "<system>",
            "</system>",
            "<system_prompt>",
            "<system-prompt>",
            "<system-reminder>",
            "<information>",
            "<important>",
            "<admin>",
            "<assistant>",
            "</assistant>",
            "\nassistant:",
            "\nsystem:",
            "### system",
            "### instruction:",
            "###(system",
            "### response:",
            "[system]",
            "[system message",
            "(system_message)",
            "begin system message",
            "end of user input",
            "end user input",
            "[user input ends",
            "<function_calls>",
            "<tool_result>",
            "</tool_result>",
            "<user_query>",
            "</user_query>",
            "[assistant]",
            "<instructions>",
            "{{system}}",
            "#system:",
            "system message:",
            "system note:");

    private static final String IMAGE = "![";
    private static final int LABEL = 200;
    private static final int ADDRESS = 400;

    private static final Words WORDS = words();

    private Marks() {}

    private static Words words() {
        List<String> all = new java.util.ArrayList<>(TOKENS);
        all.addAll(FRAMES);
        all.add(IMAGE);
        return new Words(all);
    }

    /** Told of each mark. */
    @FunctionalInterface
    interface Sink {
        void found(String kind, double confidence, int from, int to);
    }

    /** Tells of the marks in a folded text. */
    static void in(CharSequence text, Sink sink) {
        WORDS.find(text, (word, end) -> {
            String found = WORDS.words().get(word);
            if (word < TOKENS.size()) {
                sink.found("chat-token", 1, end - found.length(), end);
            } else if (word < TOKENS.size() + FRAMES.size()) {
                sink.found("chat-frame", 0.6, end - found.length(), end);
            } else {
                int to = image(text, end);
                if (to > 0) {
                    sink.found("image-exfiltration", 0.7, end - found.length(), to);
                }
            }
            return true;
        });
    }

    /** Behind an image whose address has a query that is to be filled in, or 0. */
    private static int image(CharSequence text, int from) {
        int at = from;
        int most = Math.min(text.length() - 1, from + LABEL);
        while (at < most && text.charAt(at) != ']' && text.charAt(at) != '\n') {
            at++;
        }
        if (at >= most || text.charAt(at) != ']' || text.charAt(at + 1) != '(') {
            return 0;
        }
        int query = -1;
        boolean filled = false;
        int end = at + 2;
        int last = Math.min(text.length(), end + ADDRESS);
        while (end < last && text.charAt(end) != ')' && text.charAt(end) != '\n') {
            char c = text.charAt(end);
            query = c == '?' && query < 0 ? end : query;
            filled |= query >= 0 && (c == '{' || c == '<' || c == '[' || c == '$');
            end++;
        }
        return filled && end < last ? end : 0;
    }
}
