package dev.sallyport.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A picture says its figures as words too, and takes strangers' words as text. */
class PlotTest {
    @Test
    void each_bar_is_drawn_in_proportion_and_said() {
        String plot = Plot.bars(
                "p", "Matches", List.of(Plot.Bar.of("one", 4), Plot.Bar.of("two", 2), Plot.Bar.of("none", 0)));
        assertTrue(plot.contains("height=\"80.00\""), plot);
        assertTrue(plot.contains("height=\"40.00\""), plot);
        assertTrue(plot.contains("height=\"0.00\""), plot);
        assertTrue(plot.contains("<li>two: 2</li>"), plot);
        assertTrue(plot.contains("aria-labelledby=\"p\""), plot);
    }

    @Test
    void a_share_is_as_tall_as_it_is_whatever_the_others_are() {
        String plot = Plot.shares("p", "Stopped", List.of(new Plot.Bar("one", 0.5, "50 %", false)));
        assertTrue(plot.contains("height=\"40.00\""), plot);
    }

    @Test
    void a_label_is_never_markup_and_no_style_is_written() {
        String plot = Plot.bars("p", "<b>", List.of(Plot.Bar.of("\"><script>", 1)));
        assertFalse(plot.contains("<script>") || plot.contains("<b>") || plot.contains("style="), plot);
        assertEquals(1, plot.split("<rect", -1).length - 1);
    }

    @Test
    void without_a_bar_it_is_empty() {
        assertTrue(Plot.bars("p", "Nothing", List.of()).contains("viewBox=\"0 0 20 80\""));
    }
}
