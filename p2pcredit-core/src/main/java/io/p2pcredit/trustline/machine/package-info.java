/**
 * The trustline as an immutable state machine: a state and an input give the next state and effects, or a refusal. No
 * I/O, no thread, no clock, no chance, no logger; the node around it stores what is new before it runs the effects.
 *
 * <p>{@link io.p2pcredit.trustline.machine.Line} is what is durable of a line;
 * {@link io.p2pcredit.trustline.machine.WorkingLine} is a line on its way from one durable point to the next;
 * {@link io.p2pcredit.trustline.machine.Stepper} takes the steps.
 */
@NullMarked
package io.p2pcredit.trustline.machine;

import org.jspecify.annotations.NullMarked;
