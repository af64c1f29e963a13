/** What every decoder has to stand, whatever bytes it is given; for the tests of other modules, too. */
package io.p2pcredit.fuzz;
