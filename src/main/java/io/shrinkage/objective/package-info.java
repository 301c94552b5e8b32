/** The objective: a smooth loss, a penalty, and what their symbols mean in other libraries. */
package io.shrinkage.objective;
