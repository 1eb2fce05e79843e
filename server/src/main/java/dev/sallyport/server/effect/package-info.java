/**
 * What services saw happen, compared with what was decided: an {@link dev.sallyport.server.effect.Effect} is reported,
 * {@link dev.sallyport.server.effect.EffectCheck} looks for the decision behind it, {@link dev.sallyport.server.effect.SeenEffects} remembers
 * what was found, so that a report counts once.
 */
@NullMarked
package dev.sallyport.server.effect;

import org.jspecify.annotations.NullMarked;
